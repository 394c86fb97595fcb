using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>One value of one series, with the snapshot that it belongs to.</summary>
public sealed record MetricPoint
{
    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The snapshot's id, unique in the experiment.</summary>
    public required string SnapshotId { get; init; }

    /// <summary>The part of the run.</summary>
    public required MetricSplit Split { get; init; }

    /// <summary>The series' name.</summary>
    public required string Name { get; init; }

    /// <summary>The value's place in the series, counted from 0.</summary>
    public required long Step { get; init; }

    /// <summary>The epoch it belongs to, where there is one.</summary>
    public int? Epoch { get; init; }

    /// <summary>The value; it may be NaN or infinite.</summary>
    public required double Value { get; init; }

    /// <summary>When it was appended, in local time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The point of a snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="point">One of its points.</param>
    public static MetricPoint Of(Snapshot snapshot, SeriesPoint point) => new()
    {
        Experiment = snapshot.Experiment,
        SnapshotId = snapshot.Id,
        Split = point.Split,
        Name = point.Series,
        Step = point.Step,
        Epoch = point.Epoch,
        Value = point.Value,
        Time = point.Time.ToLocalTime(),
    };
}
