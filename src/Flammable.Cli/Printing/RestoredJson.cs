using System.Text.Json.Nodes;
using Flammable.Restoring;

namespace Flammable.Cli.Printing;

/// <summary>What was restored, for programs that read the output.</summary>
internal static class RestoredJson
{
    public static JsonObject ToJson(RestoredSnapshot restored) => new()
    {
        ["snapshot"] = restored.Snapshot.ToString(),
        ["commit_sha"] = restored.Snapshot.Commit,
        ["path"] = restored.Path,
        ["branch"] = restored.Branch,
        ["files"] = restored.FileCount,
        ["bytes"] = restored.Bytes,
        ["artifacts"] = restored.Artifacts,
        ["warnings"] = new JsonArray([.. restored.Warnings.Select(warning => (JsonNode)warning)]),
    };
}
