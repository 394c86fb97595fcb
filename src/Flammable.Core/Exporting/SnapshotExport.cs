using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Exporting;

/// <summary>Writes snapshots to one file, which appears whole or not at all.</summary>
/// <param name="points">Reads the points of a snapshot.</param>
internal sealed class SnapshotExport(Func<Snapshot, IEnumerable<SeriesPoint>> points)
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public void Write(IEnumerable<Snapshot> snapshots, string path, ExportFormat format, bool overwrite)
    {
        EnsureFree(path, overwrite);
        using var output = new PendingOutput(path);
        using (var file = new FileStream(output.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
        {
            using (IExportWriter writer = Writer(format, file))
            {
                foreach (Snapshot snapshot in snapshots)
                {
                    writer.Write(snapshot, points(snapshot));
                }
            }

            file.Flush(flushToDisk: true);
        }

        EnsureFree(path, overwrite);
        output.Keep();
    }

    private static IExportWriter Writer(ExportFormat format, Stream file) => format switch
    {
        ExportFormat.Csv => new CsvExport(file),
        ExportFormat.Json => new JsonExport(file),
        ExportFormat.JsonLines => new JsonLinesExport(file),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };

    private static void EnsureFree(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"The output '{path}' is a folder.");
        }

        if (!overwrite && File.Exists(path))
        {
            throw new IOException($"The file '{path}' exists already.");
        }
    }
}
