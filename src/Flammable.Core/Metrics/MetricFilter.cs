using System.IO.Enumeration;

namespace Flammable.Metrics;

/// <summary>Which points to read. Everything left out matches all.</summary>
public sealed record MetricFilter
{
    /// <summary>The names of the series; <c>*</c>, <c>?</c> match. Letters match in either case.</summary>
    public IReadOnlyCollection<string> Names { get; init; } = [];

    /// <summary>The parts of the run.</summary>
    public IReadOnlyCollection<MetricSplit> Splits { get; init; } = [];

    internal bool Matches(SeriesPoint point) =>
        (Splits.Count == 0 || Splits.Contains(point.Split))
        && (Names.Count == 0 || Names.Any(pattern => Matches(pattern, point.Series)));

    private static bool Matches(string pattern, string series) =>
        pattern == series || FileSystemName.MatchesSimpleExpression(pattern, series, ignoreCase: true);
}
