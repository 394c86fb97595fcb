using System.Globalization;
using Flammable.Metrics;

namespace Flammable.Verifying;

/// <summary>Compares the series of two trainings, value by value and bit by bit; only times may differ.</summary>
internal static class VerifiedSeries
{
    private readonly record struct Value(double Number, int? Epoch);

    /// <summary>Compares the series.</summary>
    /// <param name="expected">The points that the snapshot holds, those of tests left out.</param>
    /// <param name="actual">The points of the training that was done again.</param>
    public static IEnumerable<VerifiedItem> Compare(IEnumerable<SeriesPoint> expected, IEnumerable<SeriesPoint> actual)
    {
        Dictionary<string, List<Value>> before = Group(expected);
        Dictionary<string, List<Value>> now = Group(actual);
        return before.Keys.Union(now.Keys).Select(name => Compare(name, before.GetValueOrDefault(name), now.GetValueOrDefault(name)));
    }

    private static Dictionary<string, List<Value>> Group(IEnumerable<SeriesPoint> points)
    {
        var series = new Dictionary<string, List<Value>>();
        foreach (SeriesPoint point in points)
        {
            string name = $"{point.Split}/{point.Series}";
            if (!series.TryGetValue(name, out List<Value>? values))
            {
                series[name] = values = [];
            }

            values.Add(new Value(point.Value, point.Epoch));
        }

        return series;
    }

    private static VerifiedItem Compare(string name, List<Value>? expected, List<Value>? actual)
    {
        string? difference = (expected, actual) switch
        {
            (null, _) => "The snapshot has no such series.",
            (_, null) => "The training has no such series any more.",
            _ => Difference(expected, actual),
        };
        return new VerifiedItem(VerifiedPart.Series, name, difference is null, Describe(expected), Describe(actual), difference);
    }

    private static string? Difference(List<Value> expected, List<Value> actual)
    {
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            (Value before, Value now) = (expected[i], actual[i]);
            if (BitConverter.DoubleToInt64Bits(before.Number) != BitConverter.DoubleToInt64Bits(now.Number))
            {
                string epoch = before.Epoch is { } number ? $" (epoch {number})" : "";
                return string.Create(CultureInfo.InvariantCulture, $"Value {i + 1}{epoch} was {before.Number:R} and is {now.Number:R}.");
            }

            if (before.Epoch != now.Epoch)
            {
                return $"Value {i + 1} belonged to {Epoch(before)} and belongs to {Epoch(now)}.";
            }
        }

        return expected.Count == actual.Count ? null : $"It had {expected.Count} values and has {actual.Count}; the first of them are the same.";
    }

    private static string Epoch(Value value) => value.Epoch is { } epoch ? $"epoch {epoch}" : "no epoch";

    private static string? Describe(List<Value>? values) => values is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{values.Count} value{(values.Count == 1 ? "" : "s")}, last {values[^1].Number:R}");
}
