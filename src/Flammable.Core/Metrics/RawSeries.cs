using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>The series that hold, for a metric <c>NAME</c>, the values that it was made of: <c>NAME_data</c>.</summary>
public static class RawSeries
{
    private const string Suffix = "_data";

    /// <summary>The series that holds the values of a metric.</summary>
    /// <param name="metric">The metric's name.</param>
    public static string Of(string metric) => metric + Suffix;

    /// <summary>The series of a snapshot without those that hold the values of another one: their last value says nothing.</summary>
    /// <param name="series">The series by name.</param>
    public static IEnumerable<KeyValuePair<string, SeriesSummary>> Without(IReadOnlyDictionary<string, SeriesSummary> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Where(one => !IsRaw(one.Key, series));
    }

    private static bool IsRaw(string name, IReadOnlyDictionary<string, SeriesSummary> series) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && series.ContainsKey(name[..^Suffix.Length]);
}
