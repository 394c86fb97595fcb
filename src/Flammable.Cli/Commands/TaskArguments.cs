using System.CommandLine;
using System.CommandLine.Parsing;

namespace Flammable.Cli.Commands;

/// <summary>The arguments and options that say which task or snapshot is meant.</summary>
internal static class TaskArguments
{
    private const string PathDescription = "The task's file or folder; the current folder where it is left out.";

    /// <summary>What means one snapshot.</summary>
    public const string IdDescription =
        "an id, a name, the beginning of either, a tag, 'last', 'best:METRIC' or 'best:-METRIC' (least); 'experiment/' may stand before it.";

    public static Argument<string> Id() => Positional.Required("ID", $"The snapshot: {IdDescription}");

    public static Argument<string?> Path() =>
        Positional.Optional("path", PathDescription);

    public static Option<string?> PathOption()
    {
        var option = new Option<string?>("--path") { Description = PathDescription };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0))
            {
                result.AddError("--path must not be empty.");
            }
        });
        return option;
    }

    public static Option<string?> Snapshot() =>
        new("--snapshot") { Description = "Another snapshot than the last one, with its own code: its id, name, tag, 'last', 'best:METRIC'.", HelpName = "id" };

    public static Option<bool> Ignore() =>
        new("--ignore") { Description = "Run the last snapshot even though the code has changed since." };

    public static Option<string[]> AllowFiles() =>
        new("--allow-file") { Description = "A file that the capture guard lets through, as a wildcard pattern.", HelpName = "pattern" };

    public static Option<string?> Experiment() =>
        new("--experiment") { Description = "The experiment's name; * and ? match.", HelpName = "name" };

    /// <summary>Refuses a path beside a snapshot: a snapshot runs its own code.</summary>
    public static void Exclude(CommandResult command, Symbol path, Symbol snapshot)
    {
        if (IsGiven(command, path) && IsGiven(command, snapshot))
        {
            command.AddError($"A path and {snapshot.Name} exclude each other.");
        }
    }

    private static bool IsGiven(CommandResult command, Symbol symbol) =>
        command.Children.Any(child => child.Tokens.Count > 0 && child switch
        {
            ArgumentResult argument => argument.Argument == symbol,
            OptionResult option => option.Option == symbol,
            _ => false,
        });
}
