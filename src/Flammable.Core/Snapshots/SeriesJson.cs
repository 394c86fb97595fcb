using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>Series in <c>snapshot.json</c>: a summary each; in files of the Python original the values themselves.</summary>
internal static class SeriesJson
{
    public static JsonObject Write(IReadOnlyDictionary<string, SeriesSummary> series) =>
        new(series.Select(one => KeyValuePair.Create(one.Key, Write(one.Value))));

    public static IReadOnlyDictionary<string, SeriesSummary> Read(JsonNode? node) =>
        node is JsonObject series && series.Count > 0
            ? series
                .Select(one => (one.Key, Summary: Read(one.Key, one.Value)))
                .Where(one => one.Summary is not null)
                .ToDictionary(one => one.Key, one => one.Summary!)
            : Snapshot.EmptySeries;

    private static JsonNode? Write(SeriesSummary summary) => new JsonObject
    {
        ["last"] = JsonNumber.Of(summary.Last),
        ["min"] = JsonNumber.Of(summary.Min),
        ["max"] = JsonNumber.Of(summary.Max),
        ["mean"] = JsonNumber.Of(summary.Mean),
        ["count"] = summary.Count,
        ["nan"] = summary.NanCount,
    };

    private static SeriesSummary? Read(string name, JsonNode? node)
    {
        switch (node)
        {
            case JsonArray values:
                return Summarize(values.Select(JsonNumber.Read).OfType<double>());
            case JsonObject summary when summary.ContainsKey("count"):
                return new SeriesSummary(
                    Number(summary, "last"), Number(summary, "min"), Number(summary, "max"), Number(summary, "mean"), (long)Number(summary, "count"))
                {
                    NanCount = (long)(JsonNumber.Read(summary["nan"]) ?? 0),
                };
            case JsonObject byEpoch:
                return Summarize(byEpoch.Select(value => JsonNumber.Read(value.Value)).OfType<double>());
            default:
                return JsonNumber.Read(node) is { } value ? SeriesSummary.Of(value) : null;
        }

        double Number(JsonObject summary, string part) =>
            JsonNumber.Read(summary[part]) ?? throw new FormatException($"the series '{name}' has no '{part}'");
    }

    private static SeriesSummary? Summarize(IEnumerable<double> values) =>
        values.Aggregate((SeriesSummary?)null, (summary, value) => summary?.With(value) ?? SeriesSummary.Of(value));
}
