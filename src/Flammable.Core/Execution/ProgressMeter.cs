using System.Diagnostics;

namespace Flammable.Execution;

/// <summary>Turns a task's steps into at most five progress events a second, with the time left.</summary>
internal sealed class ProgressMeter(string activity, IProgress<RunEvent>? events)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _lastReport;
    private volatile bool _toldEnd;

    public void Report(int done, int total, string status)
    {
        if (events is null)
        {
            return;
        }

        long last = Interlocked.Read(ref _lastReport);
        bool isEnd = total > 0 && done >= total;
        // The end is told at once, but not the end of each of many short rounds.
        if (last != 0 && (!isEnd || _toldEnd) && Stopwatch.GetElapsedTime(last) < Interval)
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _lastReport, Stopwatch.GetTimestamp(), last) != last)
        {
            return;
        }

        _toldEnd = isEnd;
        double? fraction = total > 0 ? Math.Clamp((double)done / total, 0, 1) : null;
        TimeSpan? left = fraction is > 0 ? Stopwatch.GetElapsedTime(_start) * ((1 / fraction.Value) - 1) : null;
        string position = total > 0 ? $"{done} of {total}" : $"{done}";
        TaskScope.Tell(events, new ProgressEvent(activity, status.Length == 0 ? position : $"{position}, {status}", fraction, left));
    }
}
