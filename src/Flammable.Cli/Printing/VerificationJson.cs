using System.Text.Json.Nodes;
using Flammable.Verifying;

namespace Flammable.Cli.Printing;

/// <summary>A verification for programs that read the output.</summary>
internal static class VerificationJson
{
    public static JsonObject ToJson(Verification verification) => new()
    {
        ["snapshot"] = verification.Snapshot.Name,
        ["experiment"] = verification.Snapshot.Experiment,
        ["is_reproduced"] = verification.IsReproduced,
        ["duration"] = verification.Duration.TotalSeconds,
        ["items"] = new JsonArray([.. verification.Items.Select(ToJson)]),
    };

    private static JsonObject ToJson(VerifiedItem item) => new()
    {
        ["part"] = item.Part.ToString().ToLowerInvariant(),
        ["item"] = item.Item,
        ["is_same"] = item.IsSame,
        ["expected"] = item.Expected,
        ["actual"] = item.Actual,
        ["message"] = item.Message,
    };
}
