using System.Text;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>What a run's task prints: whole lines to <c>run.log</c> and to whoever listens.</summary>
internal sealed class RunLog : IDisposable
{
    /// <summary>The log's file name, in the snapshot's folder.</summary>
    public const string FileName = "run.log";

    /// <summary>How many characters wait for the end of their line at most: a server's task may print dots for ever.</summary>
    public const int LongestLine = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _line = new();
    private readonly IProgress<RunEvent>? _events;
    private readonly StreamWriter? _file;
    private bool _isClosed;

    /// <summary>Opens a log.</summary>
    /// <param name="path">The full path of the file, appended to; <see langword="null"/> for no file.</param>
    /// <param name="events">Told of each line.</param>
    public RunLog(string? path, IProgress<RunEvent>? events)
    {
        Path = path;
        _events = events;
        _file = path is null ? null : Open(path);
    }

    public string? Path { get; }

    /// <summary>Adds what was printed. Text after the last line's end waits for the rest of its line.</summary>
    /// <returns>Whether the log is still open; if not, nothing was added.</returns>
    /// <exception cref="SnapshotStoreException">The file cannot be written.</exception>
    public bool Write(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            while (text.IndexOf('\n') is >= 0 and int end)
            {
                _line.Append(text[..end]);
                EndLine();
                text = text[(end + 1)..];
            }

            _line.Append(text);
            if (_line.Length >= LongestLine)
            {
                EndLine();
            }

            return true;
        }
    }

    /// <summary>Adds a warning of ours, and tells it as one.</summary>
    public void Warn(string message)
    {
        WriteToFile($"warning: {message}");
        TaskScope.Tell(_events, new WarningEvent(message));
    }

    /// <summary>Adds lines for the file alone.</summary>
    /// <exception cref="SnapshotStoreException">The file cannot be written.</exception>
    public void WriteToFile(string text)
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                WriteLine(text);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            try
            {
                if (_line.Length > 0)
                {
                    EndLine();
                }
            }
            finally
            {
                _isClosed = true;
                Close();
            }
        }
    }

    private static StreamWriter Open(string path)
    {
        try
        {
            return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The log '{path}' cannot be opened: {error.Message}", path, StoreProblem.NotWritable, error);
        }
    }

    private void WriteLine(string text)
    {
        try
        {
            _file?.WriteLine(text);
        }
        catch (IOException error)
        {
            throw new SnapshotStoreException($"The log '{Path}' cannot be written: {error.Message}", Path!, StoreProblem.NotWritable, error);
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // It tries again to write a line that could not be written, which was told.
        }
    }

    private void EndLine()
    {
        if (_line.Length > 0 && _line[^1] == '\r')
        {
            _line.Length--;
        }

        string line = _line.ToString();
        _line.Clear();
        WriteLine(line);
        TaskScope.Tell(_events, new LogEvent(line));
    }
}
