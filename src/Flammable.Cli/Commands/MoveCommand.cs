using System.CommandLine;
using System.Text.Json.Nodes;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Experiments;
using Flammable.Lifecycle;

namespace Flammable.Cli.Commands;

/// <summary><c>flam mv</c>: gives an experiment another name, or moves the library to another folder.</summary>
internal sealed class MoveCommand : SessionCommand
{
    private readonly Argument<string?> _name = Positional.Optional("EXPERIMENT", "The experiment's name.");
    private readonly Argument<string?> _newName = Positional.Optional("NAME", "Its new name.");
    private readonly Option<string?> _library = new("--whole-library") { Description = "Move the library to this folder, which must be empty or not exist.", HelpName = "folder" };
    private readonly Option<bool> _json = JsonOption.Create("Print the result as JSON.");

    public MoveCommand(Session session)
        : base("mv", "Gives an experiment another name, or moves the library to another folder.", session)
    {
        Arguments.Add(_name);
        Arguments.Add(_newName);
        Options.Add(_library);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        try
        {
            (string? name, string? newName, string? folder) = (parse.GetValue(_name), parse.GetValue(_newName), parse.GetValue(_library));
            return (name, newName, folder) switch
            {
                (not null, not null, null) => Rename(OpenLibrary(parse), name, newName, parse.GetValue(_json)),
                (null, null, { Length: > 0 }) => Move(OpenLibrary(parse), FullPath.Of(folder), parse.GetValue(_json)),
                _ => throw new UsageException("It is not clear what to move.", "Give an experiment and its new name, or --whole-library <folder>."),
            };
        }
        catch (ArgumentException error) when (error.ParamName is "newName" or "destination")
        {
            throw new UsageException(
                error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal),
                error.ParamName == "newName" ? "Give a folder's name that does not begin with a dot." : "Give a folder that does not exist or is empty.");
        }
    }

    private int Rename(Library library, string name, string newName, bool json)
    {
        Experiment renamed = library.Rename(ExactExperiment.Find(library, name), newName, Session.Cancellation);
        if (json)
        {
            JsonOutput.Write(ExperimentJson.ToJson(renamed));
        }
        else
        {
            Session.Terminal.Output.WriteLine($"Renamed {name} to {renamed.Name}");
        }

        return ExitCode.Done;
    }

    private int Move(Library library, string folder, bool json)
    {
        LibraryMove move = library.Move(folder, Session.Cancellation);
        if (move.IsNamedByEnvironment)
        {
            Session.Terminal.Error.WriteLine($"warning: FLAMMABLE_LIBRARY still names the old folder; set it to '{move.Destination}'.");
        }

        if (json)
        {
            JsonOutput.Write(new JsonObject
            {
                ["source"] = move.Source,
                ["destination"] = move.Destination,
                ["bytes"] = move.Bytes,
                ["is_configured"] = move.IsConfigured,
            });
        }
        else
        {
            Session.Terminal.Output.WriteLine($"Moved the library '{move.Source}' to '{move.Destination}'");
        }

        return ExitCode.Done;
    }
}
