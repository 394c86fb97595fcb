namespace Flammable.Metrics;

/// <summary>One value of one series.</summary>
/// <param name="Split">The part of the run.</param>
/// <param name="Series">The series' name.</param>
/// <param name="Value">The value; it may be NaN or infinite.</param>
/// <param name="Step">The value's place in the series, counted from 0.</param>
/// <param name="Epoch">The epoch it belongs to, where there is one.</param>
/// <param name="Time">When it was appended, in UTC. The Python original kept no times: there it is the snapshot's.</param>
public sealed record SeriesPoint(MetricSplit Split, string Series, double Value, long Step, int? Epoch, DateTimeOffset Time)
{
    /// <summary>The number of the test run that appended it; <see langword="null"/> for a training.</summary>
    internal int? Run { get; init; }
}
