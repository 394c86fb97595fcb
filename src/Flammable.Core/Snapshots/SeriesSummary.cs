namespace Flammable.Snapshots;

/// <summary>What a listing needs of one metric's series, so that it never opens a journal.</summary>
/// <param name="Last">The value appended last.</param>
/// <param name="Min">The least value; NaN where every value was NaN.</param>
/// <param name="Max">The greatest value; NaN where every value was NaN.</param>
/// <param name="Mean">The mean of the values that are not NaN.</param>
/// <param name="Count">How many values there are, NaN included.</param>
public sealed record SeriesSummary(double Last, double Min, double Max, double Mean, long Count)
{
    /// <summary>How many of the values are NaN.</summary>
    public long NanCount { get; init; } = double.IsNaN(Last) && Count == 1 ? 1 : 0;

    /// <summary>The summary of a series of one value.</summary>
    /// <param name="value">The value.</param>
    public static SeriesSummary Of(double value) => new(value, value, value, value, 1);

    /// <summary>The summary after one more value.</summary>
    /// <param name="value">The value appended.</param>
    public SeriesSummary With(double value)
    {
        if (double.IsNaN(value))
        {
            return this with { Last = value, Count = Count + 1, NanCount = NanCount + 1 };
        }

        long finite = Count - NanCount;
        double distance = value - Mean;
        double mean = finite == 0 ? value
            : double.IsFinite(distance) ? Mean + (distance / (finite + 1))
            : (Mean * (finite / (finite + 1.0))) + (value / (finite + 1.0));
        return new SeriesSummary(
            value,
            finite == 0 ? value : Math.Min(Min, value),
            finite == 0 ? value : Math.Max(Max, value),
            mean,
            Count + 1)
        {
            NanCount = NanCount,
        };
    }

    /// <summary>The last value, as a table shows it.</summary>
    public override string ToString() => Last.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
}
