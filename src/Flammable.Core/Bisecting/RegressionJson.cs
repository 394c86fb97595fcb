using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>The result of a search for a broken metric, for programs that read the output.</summary>
public static class RegressionJson
{
    /// <summary>The result as a JSON object; NaN and infinities are texts.</summary>
    /// <param name="regression">The result.</param>
    public static JsonObject ToJson(Regression regression) => new()
    {
        ["experiment"] = regression.Experiment,
        ["metric"] = regression.Metric,
        ["split"] = MetricSplitName.Of(regression.Split),
        ["below"] = Number(regression.Below),
        ["above"] = Number(regression.Above),
        ["first_bad"] = regression.FirstBad is { } first ? ToJson(first) : null,
        ["last_good"] = ToJson(regression.LastGood),
        ["suspects"] = new JsonArray([.. regression.Suspects.Select(ToJson)]),
        ["steps"] = new JsonArray([.. regression.Steps.Select(ToJson)]),
    };

    private static JsonObject ToJson(ExaminedCommit commit) => new()
    {
        ["commit"] = commit.Commit,
        ["message"] = commit.Message,
        ["author"] = commit.Author,
        ["authored_at"] = commit.AuthoredAt,
        ["value"] = Number(commit.Value),
        ["is_bad"] = commit.IsBad,
        ["source"] = commit.Source.ToString().ToLowerInvariant(),
        ["snapshot"] = commit.Snapshot,
        ["reason"] = commit.Reason,
    };

    private static JsonNode? Number(double? value) => value is { } number ? JsonNumber.Of(number) : null;
}
