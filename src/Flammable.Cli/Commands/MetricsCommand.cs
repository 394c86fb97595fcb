using System.CommandLine;
using Flammable.Cli.Errors;
using Flammable.Cli.Printing;
using Flammable.Cli.Running;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Cli.Commands;

/// <summary><c>flam metrics</c>: shows the values of a snapshot's series, also while it is trained.</summary>
internal sealed class MetricsCommand : SessionCommand
{
    private readonly Argument<string> _id = TaskArguments.Id();
    private readonly Option<string?> _experiment = TaskArguments.Experiment();
    private readonly Option<string[]> _names = new("--name")
    {
        Description = "Only series of this name; * and ? match. May be given several times.",
        HelpName = "name",
    };

    private readonly Option<string[]> _splits = new("--split") { Description = "Only this part of the run; may be given several times." };
    private readonly Option<bool> _follow = new("--follow") { Description = "Wait for more, until the run that writes to the snapshot has ended." };
    private readonly Option<bool> _json = JsonOption.Create("Print JSON, under the names of metrics.jsonl: an array, or with --follow a line for each value.");

    public MetricsCommand(Session session)
        : base("metrics", "Shows every value of a snapshot's series.", session)
    {
        _splits.AcceptOnlyFromAmong([.. MetricSplitName.All]);
        Arguments.Add(_id);
        Options.Add(_experiment);
        Options.Add(_names);
        Options.Add(_splits);
        Options.Add(_follow);
        Options.Add(_json);
    }

    protected override int Run(ParseResult parse)
    {
        Library library = OpenLibrary(parse);
        Snapshot snapshot = library.GetSnapshot(parse.GetRequiredValue(_id), parse.GetValue(_experiment));
        var filter = new MetricFilter
        {
            Names = parse.GetValue(_names) ?? [],
            Splits = [.. (parse.GetValue(_splits) ?? []).Select(name => MetricSplitName.Parse(name)!.Value)],
        };
        bool follow = parse.GetValue(_follow);
        IEnumerable<SeriesPoint> points = library.GetMetrics(snapshot, filter, follow, Session.Cancellation);
        if (!parse.GetValue(_json))
        {
            MetricLines.Print(points, Session.Terminal);
        }
        else if (follow)
        {
            MetricLines.PrintJson(snapshot, points);
        }
        else
        {
            JsonOutput.Write(points, (writer, point) => MetricJson.Write(writer, snapshot, point));
        }

        return ExitCode.Done;
    }
}
