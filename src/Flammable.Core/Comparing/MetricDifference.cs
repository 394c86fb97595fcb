using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Comparing;

/// <summary>A series that is not the same in both snapshots.</summary>
public sealed record MetricDifference : SnapshotDifference
{
    /// <summary>The part of the run.</summary>
    public required MetricSplit Split { get; init; }

    /// <summary>The series' name.</summary>
    public required string Name { get; init; }

    /// <summary>The last value in the snapshot that is compared with; <see langword="null"/> where that has no such series.</summary>
    public double? Reference => ReferenceSeries?.Last;

    /// <summary>The last value in the snapshot that is compared; <see langword="null"/> where that has no such series.</summary>
    public double? Difference => DifferenceSeries?.Last;

    /// <summary>
    /// By how much the last value is greater in the snapshot that is compared; 0 where only the values before it differ,
    /// NaN where either is NaN, <see langword="null"/> where one has no such series.
    /// </summary>
    public double? Delta => Reference == Difference ? 0 : Difference - Reference;

    /// <summary>The delta as a part of the reference's size; <see langword="null"/> where that is 0 or there is no delta.</summary>
    public double? RelativeDelta => Reference is { } reference && reference != 0 ? Delta / Math.Abs(reference) : null;

    /// <summary>The series in the snapshot that is compared with.</summary>
    public SeriesSummary? ReferenceSeries { get; init; }

    /// <summary>The series in the snapshot that is compared.</summary>
    public SeriesSummary? DifferenceSeries { get; init; }
}
