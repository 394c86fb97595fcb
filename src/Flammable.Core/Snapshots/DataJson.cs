using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>The data files of a snapshot in <c>snapshot.json</c>, and its model files, by the names that the task gave them.</summary>
internal static class DataJson
{
    public static JsonObject Write(IReadOnlyDictionary<string, DataFile> data) => new(data.Select(file => KeyValuePair.Create(
        file.Key, (JsonNode?)new JsonObject { ["sha256"] = file.Value.Sha256, ["bytes"] = file.Value.Bytes })));

    /// <exception cref="InvalidOperationException">Something in it is of another kind.</exception>
    public static IReadOnlyDictionary<string, DataFile> Read(JsonNode? node) =>
        node is null ? Snapshot.EmptyData : node.AsObject().ToDictionary(file => file.Key, file => Read(file.Key, file.Value));

    private static DataFile Read(string name, JsonNode? file) =>
        file is not null && (string?)file["sha256"] is { } hash
            ? new DataFile(hash, (long?)file["bytes"] ?? 0)
            : throw new FormatException($"the file '{name}' has no 'sha256'");
}
