using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Restoring;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam restore</c>: brings a snapshot's code back, into a new folder or as a branch.</summary>
internal sealed class RestoreCommand : SessionCommand
{
    private readonly Argument<string> _id = TaskArguments.Id();
    private readonly Argument<string?> _destination = Positional.Optional("DEST", "The folder to make; nothing may be there yet.");
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<string?> _branch = new("--branch")
    {
        Description = "Make a branch of this name at the snapshot's commit in your repository instead; nothing is checked out.",
        HelpName = "name",
    };

    private readonly Option<bool> _artifacts = new("--artifacts") { Description = "Copy models, metrics and log too, into '.flammable-snapshot' in DEST." };
    private readonly Option<bool> _json = JsonOption.Create("Print what was restored as JSON.");

    public RestoreCommand(Session session)
        : base("restore", "Brings a snapshot's code back, into a new folder or as a branch.", session)
    {
        Arguments.Add(_id);
        Arguments.Add(_destination);
        Options.Add(_experiment);
        Options.Add(_branch);
        Options.Add(_artifacts);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        string? destination = parse.GetValue(_destination);
        string? branch = parse.GetValue(_branch);
        if (destination is null == branch is null || (branch is not null && parse.GetValue(_artifacts)))
        {
            throw new UsageException(
                branch is null ? "A folder or a branch to restore to is missing."
                    : destination is null ? "--artifacts goes with a folder, not with --branch."
                    : "A folder and --branch exclude each other.",
                "Give either DEST, with --artifacts if you like, or --branch.");
        }

        Library library = OpenLibrary(parse);
        Snapshot snapshot = library.GetSnapshot(parse.GetRequiredValue(_id), parse.GetValue(_experiment));
        RestoredSnapshot restored = branch is null
            ? library.Restore(snapshot, FullPath.Of(destination!), parse.GetValue(_artifacts), Session.Cancellation)
            : library.RestoreBranch(snapshot, branch);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(RestoredJson.ToJson(restored));
        }
        else
        {
            RestoredText.Print(restored, Session.Terminal);
        }

        return ExitCode.Done;
    }
}
