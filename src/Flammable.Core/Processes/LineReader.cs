namespace Flammable.Processes;

/// <summary>Reads the lines of a stream as bytes, one when it is asked for.</summary>
/// <param name="stream">The stream.</param>
/// <param name="longest">The most bytes of a line, without its end.</param>
internal sealed class LineReader(Stream stream, int longest)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the next line.</summary>
    /// <returns>The line without its end; <see langword="null"/> where the stream has no further whole line.</returns>
    /// <exception cref="FormatException">The line is too long. The stream is of no use any more.</exception>
    public async Task<byte[]?> ReadAsync()
    {
        var line = new MemoryStream();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_buffer).ConfigureAwait(false);
                if (_end == 0)
                {
                    return null;
                }
            }

            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            bool isWhole = length >= 0;
            line.Write(_buffer, _start, isWhole ? length : _end - _start);
            _start = isWhole ? _start + length + 1 : _end;
            if (line.Length > longest)
            {
                throw new FormatException($"it is longer than {longest / (1024 * 1024)} MB");
            }

            if (isWhole)
            {
                return line.ToArray();
            }
        }
    }
}
