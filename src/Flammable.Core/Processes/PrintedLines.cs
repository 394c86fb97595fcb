using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>What a program prints: its lines go to a log, wait for the next one where that is closed, and the last ones are kept for errors.</summary>
internal sealed class PrintedLines
{
    private const int KeptLines = 20;
    private const int WaitingLines = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = [];
    private readonly Queue<string> _waiting = [];
    private RunLog? _log;

    /// <summary>The last 20 lines.</summary>
    public string Last
    {
        get
        {
            lock (_lock)
            {
                return string.Join(Environment.NewLine, _last);
            }
        }
    }

    /// <summary>Takes a line.</summary>
    public void Take(string line)
    {
        RunLog? log;
        lock (_lock)
        {
            Keep(_last, line, KeptLines);
            log = _log;
        }

        if (log?.Write($"{line}\n") != true)
        {
            lock (_lock)
            {
                Keep(_waiting, line, WaitingLines);
            }
        }
    }

    /// <summary>Says where lines go from now on; those that have waited go first.</summary>
    public void GoTo(RunLog log)
    {
        string[] waited;
        lock (_lock)
        {
            _log = log;
            waited = [.. _waiting];
            _waiting.Clear();
        }

        foreach (string line in waited)
        {
            log.Write($"{line}\n");
        }
    }

    private static void Keep(Queue<string> lines, string line, int most)
    {
        lines.Enqueue(line);
        if (lines.Count > most)
        {
            lines.Dequeue();
        }
    }
}
