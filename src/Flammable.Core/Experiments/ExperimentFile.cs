using System.Text.Json;
using System.Text.Json.Serialization;
using Flammable.Errors;

namespace Flammable.Experiments;

/// <summary><c>experiment.json</c>: an experiment's identity, in the library and beside the code.</summary>
internal sealed partial record ExperimentFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "experiment.json";

    /// <summary>The format that this version writes, and the newest that it reads.</summary>
    private const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The full path of the folder with the code; only in the library's file.</summary>
    public string? CodeFolder { get; init; }

    public DateTimeOffset? Created { get; init; }

    /// <summary>Reads the file in a folder; <see langword="null"/> where there is none.</summary>
    /// <exception cref="SnapshotStoreException">The file is damaged or of a newer version.</exception>
    public static ExperimentFile? Read(string folder) =>
        JsonFile.Read(Path.Combine(folder, FileName), ExperimentJson.Default.ExperimentFile, file => file.Format, CurrentFormat);

    public void Write(string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, ExperimentJson.Default.ExperimentFile));

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true)]
    [JsonSerializable(typeof(ExperimentFile))]
    private sealed partial class ExperimentJson : JsonSerializerContext;
}
