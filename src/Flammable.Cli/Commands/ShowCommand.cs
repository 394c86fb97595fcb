using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam show</c>: shows all that one snapshot holds.</summary>
internal sealed class ShowCommand : SessionCommand
{
    private readonly Argument<string> _id = TaskArguments.Id();
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<bool> _json = JsonOption.Create();

    public ShowCommand(Session session)
        : base("show", "Shows one snapshot.", session)
    {
        Arguments.Add(_id);
        Options.Add(_experiment);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Snapshot snapshot = OpenLibrary(parse).GetSnapshot(parse.GetRequiredValue(_id), parse.GetValue(_experiment));
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(SnapshotJson.ToJson(snapshot));
        }
        else
        {
            SnapshotView.Print(snapshot, Session.Terminal);
        }

        return ExitCode.Done;
    }
}
