namespace Flammable.Exporting;

/// <summary>The formats by the names of files.</summary>
public static class ExportFormats
{
    /// <summary>The format that a file's extension says; <see langword="null"/> where it says none.</summary>
    /// <param name="path">The file's name or path.</param>
    public static ExportFormat? Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => ExportFormat.Csv,
        ".json" => ExportFormat.Json,
        ".jsonl" or ".ndjson" => ExportFormat.JsonLines,
        _ => null,
    };
}
