using System.Management.Automation;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Commands;

/// <summary>Emits every value of snapshots' series, each as soon as it is read, also while a run appends to them.</summary>
[Cmdlet(VerbsCommon.Get, "FlamMetric")]
[OutputType(typeof(MetricPoint))]
public sealed class GetFlamMetricCommand : EachSnapshotCommand
{
    /// <summary>The names of the series. The wildcards * and ? are allowed. The default is all.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The parts of the run. The default is all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public MetricSplit[] Split { get; set; } = [];

    /// <summary>Wait for more values, until the run that writes to the snapshot has ended.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void Process(Snapshot snapshot)
    {
        var filter = new MetricFilter { Names = Name, Splits = Split };
        using IEnumerator<SeriesPoint> points = Library.GetMetrics(snapshot, filter, Wait, StopToken).GetEnumerator();
        Func<bool> next = points.MoveNext;
        while (TryAsk(snapshot.ToString(), next, out bool isMore) && isMore)
        {
            WriteObject(MetricPoint.Of(snapshot, points.Current));
        }
    }
}
