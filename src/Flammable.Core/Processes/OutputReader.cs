using System.Text;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>
/// Reads what a program prints, line by line. A line that the program writes again, after a carriage return, counts as it
/// stood last: that is how progress bars are drawn.
/// </summary>
/// <param name="stream">The program's stream.</param>
/// <param name="tell">Takes each line.</param>
internal sealed class OutputReader(Stream stream, Action<string> tell)
{
    private readonly StringBuilder _line = new();
    private bool _isReturned;
    private long _read;

    /// <summary>Ends with the output, or with what went wrong.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>How much was read so far.</summary>
    public long Length => Interlocked.Read(ref _read);

    /// <summary>Begins to read.</summary>
    public void Start()
    {
        // A process that is left behind may keep the reader waiting for ever: it shall keep nothing of the run.
        using (ExecutionContext.SuppressFlow())
        {
            Completion = Task.Run(ReadAsync);
        }
    }

    private async Task ReadAsync()
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        char[] buffer = new char[16 * 1024];
        for (int count; (count = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
        {
            Interlocked.Add(ref _read, count);
            foreach (char c in buffer.AsSpan(0, count))
            {
                Take(c);
            }
        }

        if (_line.Length > 0)
        {
            EndLine();
        }
    }

    private void Take(char c)
    {
        if (c == '\n')
        {
            EndLine();
            return;
        }

        if (c == '\r')
        {
            _isReturned = true;
            return;
        }

        if (_isReturned)
        {
            _line.Clear();
            _isReturned = false;
        }

        _line.Append(c);
        if (_line.Length >= RunLog.LongestLine)
        {
            EndLine();
        }
    }

    private void EndLine()
    {
        tell(_line.ToString());
        _line.Clear();
        _isReturned = false;
    }
}
