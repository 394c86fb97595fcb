using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Serving;
using Flammable.Snapshots;

namespace Flammable.Cli.Serving;

/// <summary>What clients are told of the snapshot that answers: nothing of the computer that it lies on.</summary>
internal static class ServedSnapshotJson
{
    private static readonly string[] Told =
    [
        "experiment", "name", "uid", "task", "comment", "tags", "commit_sha", "timestamp", "started", "ended", "duration", "tested",
        "seed", "parameters", "train_data", "val_data", "test_data", "version",
    ];

    /// <summary>Writes it under the names of <c>snapshot.json</c>, with the types of body that the server reads beside them.</summary>
    public static void Write(Utf8JsonWriter writer, ModelHost host)
    {
        JsonObject all = SnapshotJson.ToJson(host.Snapshot);
        writer.WriteStartObject();
        foreach (string name in Told)
        {
            writer.WritePropertyName(name);
            if (all[name] is { } value)
            {
                value.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteStartArray("accepts"u8);
        foreach (string type in BodyFormats.Accepted(host.ReadsCsv))
        {
            writer.WriteStringValue(type);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
