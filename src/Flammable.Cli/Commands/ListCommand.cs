using System.CommandLine;
using System.Globalization;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam list</c>: lists the snapshots of the library. One that cannot be read changes nothing in the exit code.</summary>
internal sealed class ListCommand : SessionCommand
{
    private static readonly string[] StateNames = [.. Enum.GetNames<SnapshotState>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<string[]> _states = new("--state") { Description = "Only snapshots in this state; may be given several times." };
    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = "Only snapshots with this tag; * and ? match. May be given several times.",
        HelpName = "tag",
    };

    private readonly Option<int?> _last = new("--last") { Description = "Only the newest ones.", HelpName = "n" };
    private readonly Option<bool> _json = JsonOption.Create();

    public ListCommand(Session session)
        : base("list", "Lists snapshots, newest first; warns of those that cannot be read.", session)
    {
        _states.AcceptOnlyFromAmong(StateNames);
        _last.Validators.Add(result =>
        {
            if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
            {
                result.AddError("--last takes a number from 1.");
            }
        });
        Options.Add(_experiment);
        Options.Add(_states);
        Options.Add(_tags);
        Options.Add(_last);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        var filter = new SnapshotFilter
        {
            Experiment = parse.GetValue(_experiment),
            States = [.. (parse.GetValue(_states) ?? []).Select(state => Enum.Parse<SnapshotState>(state, ignoreCase: true))],
            Tags = parse.GetValue(_tags) ?? [],
            Last = parse.GetValue(_last),
        };
        IEnumerable<Snapshot> snapshots = library
            .GetSnapshots(filter, error => Session.Terminal.Error.WriteLine($"warning: {error.Message}"))
            .TakeWhile(_ => !Session.Cancellation.IsCancellationRequested);
        if (parse.GetValue(_json))
        {
            JsonOutput.Write(snapshots.Select(SnapshotJson.ToJson));
        }
        else
        {
            SnapshotTable.Print(snapshots, Session.Terminal);
        }

        Session.Cancellation.ThrowIfCancellationRequested();
        return ExitCode.Done;
    }
}
