using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>Chooses the values to show beside the progress.</summary>
internal static class LatestMetrics
{
    /// <summary>How many values are shown at most.</summary>
    public const int Most = 4;

    private const int LeastOfFirst = 2;

    /// <summary>The latest values of a run's series, each in the order in which they began.</summary>
    /// <param name="series">The series of the losses, then those of the metrics.</param>
    /// <param name="losses">The losses of an epoch that is on, which stand for those of the last one; empty where there are none.</param>
    public static IReadOnlyList<SeriesValue> Of(IReadOnlyList<SeriesLog> series, IReadOnlyList<SeriesValue> losses)
    {
        IEnumerable<SeriesValue> first = losses.Count > 0 || series.Count == 0 ? losses : series[0].Latest(Most);
        SeriesValue[] others = [.. series.Skip(1).SelectMany(log => log.Latest(Most))];
        return [.. first.Take(Math.Max(LeastOfFirst, Most - others.Length)).Concat(others).Take(Most)];
    }
}
