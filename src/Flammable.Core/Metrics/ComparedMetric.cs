using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>
/// A metric by which snapshots are compared, in one part of the run: values of a test are never compared with those of a
/// training.
/// </summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Split">The part of the run.</param>
internal sealed record ComparedMetric(string Name, MetricSplit Split)
{
    private static readonly MetricSplit[] Splits = [MetricSplit.Test, MetricSplit.Validation, MetricSplit.Train];

    /// <summary>The metric in the test where any snapshot has it there, else in the validation, else in the training.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <returns>The metric, or <see langword="null"/> where none has a value of it that is a number.</returns>
    public static ComparedMetric? Find(string name, IReadOnlyCollection<Snapshot> snapshots) => Splits
        .Select(split => new ComparedMetric(name, split))
        .FirstOrDefault(metric => snapshots.Any(snapshot => !double.IsNaN(metric.ValueOf(snapshot) ?? double.NaN)));

    /// <summary>The names of the metrics that snapshots have.</summary>
    /// <param name="snapshots">The snapshots.</param>
    public static IEnumerable<string> Names(IReadOnlyCollection<Snapshot> snapshots) => Splits
        .SelectMany(split => snapshots.SelectMany(snapshot => RawSeries.Without(SeriesOf(snapshot, split)).Select(series => series.Key)))
        .Distinct();

    /// <summary>The value that a snapshot has of it, the last of its series; <see langword="null"/> where it has none.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public double? ValueOf(Snapshot snapshot) =>
        SeriesOf(snapshot, Split).TryGetValue(Name, out SeriesSummary? series) ? series.Last : null;

    private static IReadOnlyDictionary<string, SeriesSummary> SeriesOf(Snapshot snapshot, MetricSplit split) => split switch
    {
        MetricSplit.Test => snapshot.Test,
        MetricSplit.Validation => snapshot.Validation,
        _ => snapshot.Train,
    };
}
