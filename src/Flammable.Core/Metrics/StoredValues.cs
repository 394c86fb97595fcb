using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>The values that the Python original kept in <c>snapshot.json</c>: a list, one by epoch, or a single one for each series.</summary>
internal static class StoredValues
{
    private static readonly (string Member, MetricSplit Split)[] Members =
        [("train_data", MetricSplit.Train), ("val_data", MetricSplit.Validation), ("test_data", MetricSplit.Test)];

    /// <summary>All points. What is no number is passed over, and so is a summary: its values are in the journal.</summary>
    /// <param name="document">What <c>snapshot.json</c> holds.</param>
    /// <param name="time">The time that the points get.</param>
    public static IEnumerable<SeriesPoint> Read(JsonObject document, DateTimeOffset time) =>
        from part in Members
        where document[part.Member] is JsonObject
        from series in (JsonObject)document[part.Member]!
        from value in Values(series.Value)
        select new SeriesPoint(part.Split, series.Key, value.Value, value.Step, value.Epoch, time.ToUniversalTime());

    private static IEnumerable<(double Value, long Step, int? Epoch)> Values(JsonNode? series)
    {
        IEnumerable<(JsonNode? Node, int? Epoch)> nodes = series switch
        {
            JsonArray values => values.Select(value => (value, (int?)null)),
            JsonObject summary when summary.ContainsKey("count") => [],
            JsonObject byEpoch => byEpoch.Select(value => (value.Value, Epoch(value.Key))),
            _ => [(series, null)],
        };
        return nodes
            .Select(node => (Value: JsonNumber.Read(node.Node), node.Epoch))
            .Where(node => node.Value is not null)
            .Select((node, index) => (node.Value!.Value, (long)index, node.Epoch));
    }

    private static int? Epoch(string name) =>
        int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int epoch) ? epoch : null;
}
