using System.Diagnostics;
using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>One line at the bottom of a terminal, drawn over again and again until the run's end takes it away.</summary>
/// <param name="terminal">Where to draw.</param>
/// <remarks>
/// Spectre draws what stands on the line, not the line: its own live displays hide the cursor, which a killed process does
/// not bring back, and reformat what a task prints above them. A timer draws, so that the task waits for no terminal, the
/// time left runs on during a long step, and a run that ends before the first tick does not load Spectre.
/// </remarks>
internal sealed class ProgressLine(Terminal terminal) : IProgressView
{
    private const int WidthWhereUnknown = 80;

    // The terminal's own echo of Ctrl+C must fit in behind it: a line that wraps cannot be drawn over.
    private const int LeftFree = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestBetweenLines = TimeSpan.FromMilliseconds(50);

    private Timer? _timer;
    private ProgressEvent? _progress;
    private long _progressTime;
    private ProgressDrawing? _drawing;
    private string _drawn = "";
    private long _drawnTime;

    public void Show(ProgressEvent progress)
    {
        (_progress, _progressTime) = (progress, Stopwatch.GetTimestamp());
        _timer ??= new Timer(_ => Tick(), null, Interval, Timeout.InfiniteTimeSpan);
    }

    public void WriteAbove(TextWriter writer, string line)
    {
        string drawn = _drawn;
        Erase();
        writer.WriteLine(line);
        // Many lines at once are written at full speed; the next tick brings the progress back.
        if (drawn.Length > 0 && Stopwatch.GetElapsedTime(_drawnTime) > ShortestBetweenLines)
        {
            Write(drawn);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _progress = null;
        Erase();
    }

    private void Tick()
    {
        try
        {
            (ProgressEvent Progress, long Time)? latest;
            lock (terminal.Turn)
            {
                latest = _progress is null ? null : (_progress, _progressTime);
            }

            if (latest is { } shown)
            {
                // Not in turn: the console may wait for a task's thread that prints, which waits for its turn.
                Draw(Text(shown.Progress, Stopwatch.GetElapsedTime(shown.Time)));
            }
        }
        catch (Exception)
        {
            // Such as a terminal that is gone: no reason to lose hours of training.
        }
    }

    private string Text(ProgressEvent progress, TimeSpan age)
    {
        _drawing ??= new ProgressDrawing(terminal);
        int width = (Console.WindowWidth > 1 ? Console.WindowWidth : WidthWhereUnknown) - LeftFree;
        return _drawing.Draw(progress with { TimeLeft = progress.TimeLeft > age ? progress.TimeLeft - age : null }, Math.Max(0, width));
    }

    private void Draw(string text)
    {
        lock (terminal.Turn)
        {
            if (_progress is null)
            {
                return;
            }

            _timer!.Change(Interval, Timeout.InfiniteTimeSpan);
            if (text != _drawn)
            {
                Write(text);
            }
        }
    }

    private void Write(string text)
    {
        // The rest of a longer line is erased after it is drawn over: nothing flickers.
        terminal.Error.Write($"\r{text}{Terminal.EraseToEnd}");
        (_drawn, _drawnTime) = (text, Stopwatch.GetTimestamp());
    }

    private void Erase()
    {
        if (_drawn.Length > 0)
        {
            terminal.EraseLine();
            _drawn = "";
        }
    }
}
