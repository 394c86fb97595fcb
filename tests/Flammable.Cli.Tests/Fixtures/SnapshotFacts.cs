using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Fixtures;

/// <summary>A snapshot as <c>flam --json</c> tells it.</summary>
internal sealed record SnapshotFacts(JsonObject Json)
{
    public string Id => Json["uid"]!.GetValue<string>();

    public string Name => Json["name"]!.GetValue<string>();

    public string State => Json["state"]!.GetValue<string>();

    public string Commit => Json["commit_sha"]!.GetValue<string>();

    public string Path => Json["path"]!.GetValue<string>();

    /// <summary>Writes a tag into the snapshot's file.</summary>
    public void AddTag(string tag)
    {
        string file = System.IO.Path.Combine(Path, "snapshot.json");
        JsonObject json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        json["tags"] = new JsonArray(tag);
        File.WriteAllText(file, json.ToJsonString());
    }
}
