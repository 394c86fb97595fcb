using System.Diagnostics;
using Flammable.Errors;

namespace Flammable.Metrics;

/// <summary>
/// The append-only journal of every series of a snapshot (<c>metrics.jsonl</c>). Appending fills a buffer; the buffer goes
/// to the file as whole lines when it is full, twice a second and at the end.
/// </summary>
/// <remarks>
/// Where the disk takes nothing, the points wait for it: 10 seconds, and 16 MB of them. Then the journal has failed; it has
/// failed at once where its file is gone.
/// </remarks>
internal sealed class MetricJournal : IDisposable
{
    private const int FlushSize = 1 << 16;
    private const int MostWaiting = 1 << 24;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly JournalBuffer _pending = new();
    private readonly FileStream _file;
    private readonly Timer _timer;
    private readonly TaskCompletionSource<SnapshotStoreException> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _flushAt = FlushSize;
    private long? _waitingSince;
    private bool _isClosed;

    private MetricJournal(FileStream file)
    {
        _file = file;
        _timer = new Timer(_ => TryFlush(), null, FlushInterval, FlushInterval);
    }

    /// <summary>Ends with the reason when the journal has failed.</summary>
    public Task<SnapshotStoreException> Failure => _failure.Task;

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

    /// <summary>Appends one point. It is in the file within half a second, or when the disk takes it again.</summary>
    /// <exception cref="SnapshotStoreException">The journal has failed.</exception>
    public void Append(SeriesPoint point)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("The run has ended; its metrics are closed.");
            }

            if (_failure.Task.IsCompleted)
            {
                SnapshotStoreException reason = _failure.Task.Result;
                throw new SnapshotStoreException(reason.Message, reason.Path, reason.Problem, reason);
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
            throw NotWritable(error.Message, error);
        }
    }

    private void TryFlush()
    {
        lock (_lock)
        {
            if (_isClosed || Failure.IsCompleted)
            {
                return;
            }

            // A file that was deleted still takes what is written, and nobody will ever see it.
            if (File.Exists(_file.Name))
            {
                FlushOrKeep();
            }
            else
            {
                _failure.SetResult(NotWritable("it is gone."));
            }
        }
    }

    private void FlushOrKeep()
    {
        try
        {
            Flush();
            (_flushAt, _waitingSince) = (FlushSize, null);
        }
        catch (IOException error)
        {
            _flushAt = _pending.Count + FlushSize;
            _waitingSince ??= Stopwatch.GetTimestamp();
            if (_pending.Count > MostWaiting || Stopwatch.GetElapsedTime(_waitingSince.Value) > Patience)
            {
                _failure.SetResult(NotWritable(error.Message, error));
            }
        }
    }

    private SnapshotStoreException NotWritable(string reason, Exception? error = null) =>
        new($"The journal '{_file.Name}' cannot be written: {reason}", _file.Name, StoreProblem.NotWritable, error);

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
