using Flammable.Errors;

namespace Flammable.Metrics;

/// <summary>
/// The append-only journal of every series of a snapshot (<c>metrics.jsonl</c>). Appending fills a buffer; the buffer goes
/// to the file as whole lines when it is full, twice a second and at the end.
/// </summary>
internal sealed class MetricJournal : IDisposable
{
    private const int FlushSize = 1 << 16;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly JournalBuffer _pending = new();
    private readonly FileStream _file;
    private readonly Timer _timer;
    private int _flushAt = FlushSize;
    private bool _isClosed;

    private MetricJournal(FileStream file)
    {
        _file = file;
        _timer = new Timer(_ => TryFlush(), null, FlushInterval, FlushInterval);
    }

    /// <summary>Opens a journal, made where there is none. A line that a killed process left unfinished is cut.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="length">The length to cut it to, in bytes; <see langword="null"/> to keep all whole lines.</param>
    /// <exception cref="SnapshotStoreException">The file cannot be opened, or is shorter than <paramref name="length"/>.</exception>
    public static MetricJournal Open(string path, long? length = null)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            if (length > file.Length)
            {
                file.Dispose();
                throw new SnapshotStoreException(
                    $"The journal '{path}' is shorter than it was at the last checkpoint.", path, StoreProblem.CheckpointDamaged);
            }

            file.SetLength(length ?? EndOfLastLine(file));
            file.Seek(0, SeekOrigin.End);
            return new MetricJournal(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The journal '{path}' cannot be opened: {error.Message}", path, StoreProblem.NotWritable, error);
        }
    }

    /// <summary>Appends one point. It is in the file within half a second.</summary>
    public void Append(SeriesPoint point)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("The run has ended; its metrics are closed.");
            }

            _pending.Add(point);
            if (_pending.Count >= _flushAt)
            {
                FlushOrKeep();
            }
        }
    }

    /// <summary>Writes all that was appended so far to the disk itself.</summary>
    /// <returns>The journal's length, in bytes.</returns>
    /// <exception cref="SnapshotStoreException">The points cannot be written.</exception>
    public long FlushToDisk()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            WriteToDisk();
            return _file.Position;
        }
    }

    /// <summary>Writes what is left, to the disk itself, and closes the file.</summary>
    /// <exception cref="SnapshotStoreException">The points cannot be written.</exception>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _timer.Dispose();
            try
            {
                WriteToDisk();
            }
            finally
            {
                _file.Dispose();
            }
        }
    }

    private void WriteToDisk()
    {
        try
        {
            Flush();
            _file.Flush(flushToDisk: true);
        }
        catch (IOException error)
        {
            throw new SnapshotStoreException(
                $"The journal '{_file.Name}' cannot be written: {error.Message}", _file.Name, StoreProblem.NotWritable, error);
        }
    }

    private void TryFlush()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            FlushOrKeep();
        }
    }

    private void FlushOrKeep()
    {
        try
        {
            Flush();
            _flushAt = FlushSize;
        }
        catch (IOException)
        {
            // The points stay in the buffer: the next flush tries again, and the last one tells.
            _flushAt = _pending.Count + FlushSize;
        }
    }

    private void Flush()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        long end = _file.Position;
        try
        {
            _file.Write(_pending.Waiting);
        }
        catch (IOException)
        {
            _file.SetLength(end);
            _file.Position = end;
            throw;
        }

        _pending.Clear();
    }

    private static long EndOfLastLine(FileStream file)
    {
        for (long end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }
}
