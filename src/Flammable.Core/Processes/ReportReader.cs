using System.Text;

namespace Flammable.Processes;

/// <summary>Follows the file that a program reports to, line by line, while the program writes it.</summary>
/// <param name="path">The full path of the file.</param>
/// <param name="report">Takes the lines.</param>
internal sealed class ReportReader(string path, RunReport report)
{
    private const int LongestLine = 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly MemoryStream _line = new();
    private long _position;
    private bool _isTooLong;

    /// <summary>Takes the lines that are whole by now.</summary>
    public void ReadLines()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length < _position)
        {
            // The program has begun the file anew.
            _position = 0;
        }

        // Not to its end, which a program may put off for ever.
        file.Position = _position;
        long length = file.Length;
        for (int count; _position < length && (count = file.Read(_buffer)) > 0;)
        {
            _position += count;
            Take(_buffer.AsSpan(0, count));
        }
    }

    /// <summary>Takes the rest, a last line without an end included.</summary>
    public void ReadRest()
    {
        ReadLines();
        if (_line.Length > 0)
        {
            EndLine();
        }

        report.End();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and int end)
        {
            Append(bytes[..end]);
            EndLine();
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _isTooLong |= _line.Length + bytes.Length > LongestLine;
        if (!_isTooLong)
        {
            _line.Write(bytes);
        }
    }

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString(_line.GetBuffer().AsSpan(0, (int)_line.Length)).Trim().TrimStart('\uFEFF');
        bool isTooLong = _isTooLong;
        _line.SetLength(0);
        _isTooLong = false;
        report.Take(line, isTooLong);
    }
}
