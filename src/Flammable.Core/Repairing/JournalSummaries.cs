using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>The summaries of a snapshot's series, made again from its journal as its runs made them.</summary>
/// <param name="testRun">The number of the last test that ran to its end; 0 for none.</param>
internal sealed class JournalSummaries(int testRun)
{
    private Dictionary<string, SeriesSummary> _train = [];
    private Dictionary<string, SeriesSummary> _validation = [];
    private Dictionary<string, SeriesSummary> _test = [];
    private SnapshotContent? _trained;
    private bool _isAdded;

    /// <summary>The greatest number of a test run in the journal; 0 where there is none.</summary>
    public int LastRun { get; private set; }

    /// <summary>Takes the next point of the journal.</summary>
    public void Add(SeriesPoint point)
    {
        LastRun = Math.Max(LastRun, point.Run ?? 0);
        if (point.Run is { } run)
        {
            if (run != testRun)
            {
                return;
            }

            EndTraining();
            _isAdded |= point.Split != MetricSplit.Test;
        }

        Dictionary<string, SeriesSummary> series = point.Split switch
        {
            MetricSplit.Train => _train,
            MetricSplit.Validation => _validation,
            _ => _test,
        };
        // A value that was stored takes the place of what was there; it is the first of its series again.
        series[point.Series] = point.Step > 0 && series.TryGetValue(point.Series, out SeriesSummary? before)
            ? before.With(point.Value)
            : SeriesSummary.Of(point.Value);
    }

    /// <summary>A snapshot with these summaries in place of its own.</summary>
    public Snapshot PutInto(Snapshot snapshot)
    {
        SnapshotContent content = SnapshotContent.Of(snapshot);
        if (testRun == 0)
        {
            return Current(content).PutInto(snapshot);
        }

        EndTraining();
        Snapshot tested = Current(content).PutInto(snapshot);
        return tested with
        {
            LeftOut = LeftOutSeries.Of(_trained!) with { Test = tested.LeftOut.Test },
            Trained = _isAdded ? new TrainedSeries(LeftOutSeries.Listed(_trained!.Train), LeftOutSeries.Listed(_trained.Validation)) : null,
        };
    }

    /// <summary>Whether two snapshots have the same summaries.</summary>
    public static bool AreSame(Snapshot one, Snapshot other) =>
        IsSame(one.Train, other.Train)
        && IsSame(one.Validation, other.Validation)
        && IsSame(one.Test, other.Test)
        && IsSame((one.Trained ?? NoSeries).Train, (other.Trained ?? NoSeries).Train)
        && IsSame((one.Trained ?? NoSeries).Validation, (other.Trained ?? NoSeries).Validation);

    private static TrainedSeries NoSeries { get; } = new(Snapshot.EmptySeries, Snapshot.EmptySeries);

    // A test begins with the summaries that the training has listed, and with none of its own.
    private void EndTraining()
    {
        if (_trained is null)
        {
            _trained = Current(SnapshotContent.Empty);
            _train = new Dictionary<string, SeriesSummary>(LeftOutSeries.Listed(_train));
            _validation = new Dictionary<string, SeriesSummary>(LeftOutSeries.Listed(_validation));
            _test = [];
        }
    }

    private SnapshotContent Current(SnapshotContent content) =>
        content with { Train = _train, Validation = _validation, Test = _test };

    private static bool IsSame(IReadOnlyDictionary<string, SeriesSummary> one, IReadOnlyDictionary<string, SeriesSummary> other) =>
        one.Count == other.Count && one.All(series => other.GetValueOrDefault(series.Key) == series.Value);
}
