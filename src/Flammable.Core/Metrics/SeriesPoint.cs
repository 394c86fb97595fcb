namespace Flammable.Metrics;

/// <summary>One value of one series.</summary>
/// <param name="Split">The part of the run: <c>train</c>, <c>val</c> or <c>test</c>.</param>
/// <param name="Series">The series' name.</param>
/// <param name="Value">The value; it may be NaN or infinite.</param>
/// <param name="Step">The value's place in the series, counted from 0.</param>
/// <param name="Epoch">The epoch it belongs to, where there is one.</param>
/// <param name="Time">When it was appended, in UTC.</param>
public sealed record SeriesPoint(string Split, string Series, double Value, long Step, int? Epoch, DateTimeOffset Time);
