using System.Text.Json.Nodes;
using Flammable.Comparing;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>A comparison of predictions for programs that read the output.</summary>
internal static class PredictionJson
{
    public static JsonObject ToJson(PredictionComparison comparison, Snapshot reference, Snapshot difference, string input) => new()
    {
        ["reference"] = reference.ToString(),
        ["difference"] = difference.ToString(),
        ["input"] = input,
        ["lines"] = comparison.Lines,
        ["differences"] = new JsonArray([.. comparison.Differences.Select(ToJson)]),
    };

    private static JsonObject ToJson(PredictionDifference one) => new()
    {
        ["line"] = one.Line,
        ["sample"] = one.Sample,
        ["reference"] = one.Reference,
        ["difference"] = one.Difference,
    };
}
