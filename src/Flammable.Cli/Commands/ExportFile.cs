using Flammable.Cli.Errors;
using Flammable.Exporting;

namespace Flammable.Cli.Commands;

/// <summary>The file of an export, checked before a snapshot is read.</summary>
internal static class ExportFile
{
    /// <summary>The full path of a file that may be written.</summary>
    public static string Check(string path, bool force)
    {
        string file = path.Length > 0 ? FullPath.Of(path) : throw new UsageException("--out must not be empty.", "Give a file to write to.");
        if (Directory.Exists(file))
        {
            throw new UsageException($"The output '{file}' is a folder.", "Give a file to write to.");
        }

        if (File.Exists(file) && !force)
        {
            throw new UsageException($"The file '{file}' exists already.", "Replace it with --force, or give another file.");
        }

        return Directory.Exists(Path.GetDirectoryName(file))
            ? file
            : throw new UsageException($"The folder of the output '{file}' does not exist.", "Make it first.");
    }

    /// <summary>The format that is asked for, or that the file's extension says.</summary>
    public static ExportFormat Format(string file, string? name) => name switch
    {
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        "jsonl" => ExportFormat.JsonLines,
        _ => ExportFormats.Of(file) ?? throw new UsageException(
            $"The name '{Path.GetFileName(file)}' does not say a format.", "Choose one with --format, or end the name in .csv, .json or .jsonl."),
    };
}
