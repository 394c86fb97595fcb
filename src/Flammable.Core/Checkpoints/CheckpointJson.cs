using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Checkpoints;

/// <summary>A checkpoint under the names of <c>checkpoint.json</c>; those of <c>snapshot.json</c> mean the same here.</summary>
internal static class CheckpointJson
{
    private const int Format = 1;

    public static JsonObject Write(Checkpoint checkpoint) => new()
    {
        ["format"] = Format,
        ["number"] = checkpoint.Number,
        ["parts"] = new JsonArray([.. checkpoint.Parts.Select(Write)]),
        ["journal_bytes"] = checkpoint.JournalLength,
        ["elapsed"] = checkpoint.Elapsed.TotalSeconds,
        ["random"] = checkpoint.Random,
        ["train_data"] = SeriesJson.Write(checkpoint.Content.Train),
        ["val_data"] = SeriesJson.Write(checkpoint.Content.Validation),
        ["test_data"] = SeriesJson.Write(checkpoint.Content.Test),
        ["model_files"] = new JsonArray([.. checkpoint.Content.ModelFiles.Select(file => (JsonNode)file)]),
        ["model_hashes"] = DataJson.Write(checkpoint.Content.ModelHashes),
        ["custom_data"] = checkpoint.Content.Custom.DeepClone(),
    };

    /// <exception cref="NotSupportedException">The format is newer.</exception>
    /// <exception cref="FormatException">Something is missing.</exception>
    /// <exception cref="InvalidOperationException">Something is of another kind.</exception>
    public static Checkpoint Read(JsonObject json) => new()
    {
        Number = Member(json, "format").GetValue<int>() <= Format
            ? Member(json, "number").GetValue<int>()
            : throw new NotSupportedException("it was written by a later version of Flammable"),
        Parts = [.. Member(json, "parts").AsArray().Select(part => ReadPart(part!.AsObject()))],
        JournalLength = Member(json, "journal_bytes").GetValue<long>(),
        Elapsed = TimeSpan.FromSeconds(Member(json, "elapsed").GetValue<double>()),
        Random = Member(json, "random").GetValue<string>(),
        Content = new SnapshotContent(
            SeriesJson.Read(Member(json, "train_data")),
            SeriesJson.Read(Member(json, "val_data")),
            SeriesJson.Read(Member(json, "test_data")),
            [.. Member(json, "model_files").AsArray().Select(name => name!.GetValue<string>())],
            (JsonObject)Member(json, "custom_data").DeepClone())
        {
            ModelHashes = DataJson.Read(json["model_hashes"]),
        },
    };

    private static JsonNode Write(CheckpointPart part) =>
        new JsonObject { ["name"] = part.Name, ["bytes"] = part.Length, ["sha256"] = part.Sha256 };

    private static CheckpointPart ReadPart(JsonObject part) => new(
        Member(part, "name").GetValue<string>(), Member(part, "bytes").GetValue<long>(), Member(part, "sha256").GetValue<string>());

    private static JsonNode Member(JsonObject json, string name) =>
        json[name] ?? throw new FormatException($"'{name}' is missing");
}
