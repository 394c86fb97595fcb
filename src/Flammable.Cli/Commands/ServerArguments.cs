using System.CommandLine;

namespace Flammable.Cli.Commands;

/// <summary>The arguments and options that say which server is meant.</summary>
internal static class ServerArguments
{
    private const string Description = "its id, or the beginning of it; may be left out where only one is running.";

    public static Argument<string[]> Ids() =>
        Positional.Create<string[]>("ID", $"The server: {Description}", ArgumentArity.ZeroOrMore);

    public static Option<string?> Server() =>
        new("--server") { Description = $"The server: {Description}", HelpName = "id", Arity = ArgumentArity.ZeroOrOne };
}
