using System.Text.Json.Nodes;
using Flammable.Snapshots;
using Flammable.Transfer;

namespace Flammable.Cli.Printing;

/// <summary>What became of a snapshot in a copy, as a line and as JSON.</summary>
internal static class CopiedSnapshotText
{
    public static string Line(CopiedSnapshot copied) => copied.Status switch
    {
        CopyStatus.Copied => $"Copied {copied} to '{copied.Destination}' ({ByteSize.Text(copied.Bytes)})",
        CopyStatus.ArtifactsAdded => $"Copied the artifacts of {copied} to '{copied.Destination}' ({ByteSize.Text(copied.Bytes)})",
        _ => $"{copied} is up to date in '{copied.Destination}'",
    };

    public static JsonNode ToJson(CopiedSnapshot copied) => new JsonObject
    {
        ["experiment"] = copied.Experiment,
        ["name"] = copied.Name,
        ["uid"] = copied.Id,
        ["status"] = copied.Status switch
        {
            CopyStatus.Copied => "copied",
            CopyStatus.ArtifactsAdded => "artifacts_added",
            _ => "up_to_date",
        },
        ["bytes"] = copied.Bytes,
        ["destination"] = copied.Destination,
    };
}
