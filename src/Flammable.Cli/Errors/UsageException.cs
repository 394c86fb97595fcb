using System.CommandLine;
using System.CommandLine.Parsing;

namespace Flammable.Cli.Errors;

/// <summary>The command line cannot be meant as it stands.</summary>
internal sealed class UsageException(string message, string remedy) : Exception(message)
{
    /// <summary>What to do about it, as one line.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>The error for a command line that does not parse.</summary>
    public static UsageException From(ParseResult parse)
    {
        string command = string.Join(' ', CommandPath(parse.CommandResult));
        return new UsageException(
            string.Join(' ', parse.Errors.Select(error => OneLine(error.Message))),
            $"See '{command} --help'.");
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> CommandPath(CommandResult result) => result.Parent is CommandResult parent
        ? CommandPath(parent).Append(result.Command.Name)
        : ["flam"];
}
