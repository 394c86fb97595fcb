using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;

namespace Flammable.Snapshots;

/// <summary><c>copied.json</c>: where a snapshot was copied from, kept beside what was copied.</summary>
/// <param name="Source">The library's folder or the repository, without a password.</param>
/// <param name="Content">The hash of what was copied as the snapshot's metadata: later changes of the copy do not change it.</param>
/// <param name="HasArtifacts">Whether the model files and all else of the snapshot's folder were copied too.</param>
internal sealed record CopyMark(string Source, string Content, bool HasArtifacts)
{
    /// <summary>The file's name, in the snapshot's folder.</summary>
    public const string FileName = "copied.json";

    private const int Format = 1;

    /// <summary>Reads the mark of a snapshot; <see langword="null"/> where it was not copied, or the file says nothing that can be understood.</summary>
    /// <param name="snapshotPath">The full path of the snapshot's folder.</param>
    public static CopyMark? Read(string snapshotPath)
    {
        try
        {
            JsonObject json = JsonNode.Parse(File.ReadAllBytes(Path.Combine(snapshotPath, FileName)))!.AsObject();
            return new CopyMark(
                json["source"]!.GetValue<string>(), json["content"]!.GetValue<string>(), json["artifacts"]!.GetValue<bool>());
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the mark of a snapshot.</summary>
    /// <param name="snapshotPath">The full path of the snapshot's folder.</param>
    /// <exception cref="SnapshotStoreException">It cannot be written.</exception>
    public void Write(string snapshotPath) => AtomicFile.Write(Path.Combine(snapshotPath, FileName), stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        new JsonObject
        {
            ["format"] = Format,
            ["source"] = Source,
            ["content"] = Content,
            ["artifacts"] = HasArtifacts,
        }.WriteTo(writer);
    });
}
