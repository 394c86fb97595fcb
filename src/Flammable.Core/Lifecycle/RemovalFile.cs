using System.Text.Json;
using System.Text.Json.Serialization;
using Flammable.Errors;

namespace Flammable.Lifecycle;

/// <summary><c>removal.json</c>: what a folder of the trash holds, and where it belongs.</summary>
internal sealed partial record RemovalFile
{
    private const string FileName = "removal.json";
    private const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string Experiment { get; init; }

    public required Guid ExperimentId { get; init; }

    public string? Snapshot { get; init; }

    public required int SnapshotCount { get; init; }

    public required DateTimeOffset Removed { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Reads the file in a folder of the trash; <see langword="null"/> where there is none.</summary>
    /// <exception cref="SnapshotStoreException">The file is damaged or of a newer version.</exception>
    public static RemovalFile? Read(string folder) =>
        JsonFile.Read(Path.Combine(folder, FileName), RemovalJson.Default.RemovalFile, file => file.Format, CurrentFormat);

    public void Write(string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, RemovalJson.Default.RemovalFile));

    public Removal At(string folder) => new()
    {
        Name = Path.GetFileName(folder),
        Experiment = Experiment,
        ExperimentId = ExperimentId,
        Snapshot = Snapshot,
        SnapshotCount = SnapshotCount,
        RemovedAt = Removed.ToLocalTime(),
        Bytes = Bytes,
        Path = folder,
    };

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true)]
    [JsonSerializable(typeof(RemovalFile))]
    private sealed partial class RemovalJson : JsonSerializerContext;
}
