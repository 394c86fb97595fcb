namespace Flammable.Metrics;

/// <summary>The latest value of a series.</summary>
/// <param name="Split">The part of the run.</param>
/// <param name="Series">The series' name, such as <c>loss</c>.</param>
/// <param name="Value">The value; it may be NaN or infinite.</param>
public sealed record SeriesValue(MetricSplit Split, string Series, double Value);
