using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Comparing;

/// <summary>In what two snapshots differ, for programs that read the output.</summary>
public static class ComparisonJson
{
    /// <summary>An object with an array for each kind of difference. NaN and infinities are the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    public static JsonObject ToJson(SnapshotComparison comparison) => new()
    {
        ["reference"] = comparison.Reference.ToString(),
        ["snapshot"] = comparison.Difference.ToString(),
        ["parameters"] = Array(comparison.Parameters, one => new()
        {
            ["name"] = one.Name,
            ["reference"] = Value(one.Reference),
            ["difference"] = Value(one.Difference),
        }),
        ["metrics"] = Array(comparison.Metrics, one => new()
        {
            ["split"] = MetricSplitName.Of(one.Split),
            ["name"] = one.Name,
            ["reference"] = Value(one.Reference),
            ["difference"] = Value(one.Difference),
            ["delta"] = Value(one.Delta),
            ["relative_delta"] = Value(one.RelativeDelta),
        }),
        ["environment"] = Array(comparison.Environment, one => new()
        {
            ["name"] = one.Name,
            ["reference"] = one.Reference,
            ["difference"] = one.Difference,
        }),
        ["code"] = Array(comparison.Code, one => new()
        {
            ["path"] = one.Path,
            ["old_path"] = one.OldPath,
            ["change"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Kind.ToString()),
            ["added"] = one.Added,
            ["removed"] = one.Removed,
            ["is_binary"] = one.IsBinary,
            ["patch"] = one.Patch,
        }),
    };

    private static JsonArray Array<T>(IEnumerable<T> differences, Func<T, JsonObject> write) =>
        new([.. differences.Select(difference => (JsonNode)write(difference))]);

    private static JsonNode? Value(object? value) => ParameterJson.Write(value);
}
