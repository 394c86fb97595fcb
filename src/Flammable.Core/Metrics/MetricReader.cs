using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Metrics;

/// <summary>
/// Reads a journal line by line, also while a run appends to it. A last line that is not whole yet stays unread until it is.
/// </summary>
internal sealed class MetricReader : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly FileStream _file;
    private readonly JournalLine _line = new(new SeriesNames());
    private byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private long _lineNumber;

    private MetricReader(FileStream file) => _file = file;

    /// <summary>Opens a journal.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>The reader; <see langword="null"/> where there is no journal yet.</returns>
    /// <exception cref="SnapshotStoreException">The file cannot be opened.</exception>
    public static MetricReader? TryOpen(string path)
    {
        try
        {
            return new MetricReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotReadable(path, error);
        }
    }

    /// <summary>Where the line that was read last ends, in bytes from the file's beginning.</summary>
    public long Position { get; private set; }

    /// <summary>Reads the next point. After a damaged line the ones behind it can be read.</summary>
    /// <returns>The point; <see langword="null"/> where the journal has no more whole lines now. Ask again for those of later.</returns>
    /// <exception cref="SnapshotStoreException">The file cannot be read, or a line of it is damaged.</exception>
    public SeriesPoint? Read()
    {
        while (true)
        {
            ReadOnlySpan<byte> unread = _buffer.AsSpan(_start, _end - _start);
            int length = unread.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                _lineNumber++;
                Position += length + 1;
                return Parse(unread[..length]);
            }

            if (!Fill())
            {
                return null;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private SeriesPoint Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return _line.Read(line);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            string reason = error is JsonException ? "it is not JSON" : error.Message;
            throw new SnapshotStoreException(
                $"The line {_lineNumber} of the journal '{_file.Name}' is damaged: {reason}.", _file.Name, StoreProblem.Damaged, error);
        }
    }

    private bool Fill()
    {
        int kept = _end - _start;
        if (kept == _buffer.Length)
        {
            Array.Resize(ref _buffer, kept * 2);
        }
        else
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }

        (_start, _end) = (0, kept);
        try
        {
            int count = _file.Read(_buffer, kept, _buffer.Length - kept);
            _end += count;
            if (count == 0)
            {
                // The next run cuts what its predecessor left unfinished, and writes its own in that place.
                _file.Position = Math.Min(_file.Position - kept, _file.Length);
                _end = 0;
            }

            return count > 0;
        }
        catch (IOException error)
        {
            throw NotReadable(_file.Name, error);
        }
    }

    private static SnapshotStoreException NotReadable(string path, Exception error) =>
        new($"The journal '{path}' cannot be read: {error.Message}", path, StoreProblem.NotReadable, error);
}
