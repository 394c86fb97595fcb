using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Flammable.Cli.Serving;

/// <summary>Writes lines of JSON to a file in the folder of the snapshot that is served, and keeps the last few files there.</summary>
/// <param name="fileName">The file's name; Serilog numbers those after the first.</param>
/// <param name="fileSize">How many bytes a file may have before the next is begun.</param>
internal sealed class SnapshotFolderSink(string fileName, long fileSize) : ILogEventSink, IDisposable
{
    private const int KeptFiles = 5;

    private readonly Lock _turn = new();
    private Logger? _file;

    /// <summary>The full path of the file; empty before there is one.</summary>
    public string FilePath { get; private set; } = "";

    /// <summary>Goes on in another folder.</summary>
    public void MoveTo(string folder)
    {
        string path = Path.Combine(folder, fileName);
        Logger file = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.File(
                new RenderedCompactJsonFormatter(),
                path,
                fileSizeLimitBytes: fileSize,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: KeptFiles)
            .CreateLogger();
        Logger? before;
        lock (_turn)
        {
            (before, _file) = (_file, file);
            FilePath = path;
        }

        before?.Dispose();
        OldServerLogs.Delete(folder);
    }

    public void Emit(LogEvent logEvent)
    {
        lock (_turn)
        {
            _file?.Write(logEvent);
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _file?.Dispose();
            _file = null;
        }
    }
}
