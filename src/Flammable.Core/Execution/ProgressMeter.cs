using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>Turns a task's steps into at most five progress events a second, with the rate, the time left and the metrics.</summary>
/// <param name="activity">What runs.</param>
/// <param name="events">Takes the events; <see langword="null"/> for nobody.</param>
/// <param name="series">Whose latest values to show; the series of the losses first.</param>
/// <param name="clock">Tells the time; <see langword="null"/> for the system's.</param>
internal sealed class ProgressMeter(
    string activity, IProgress<RunEvent>? events, IReadOnlyList<SeriesLog>? series = null, TimeProvider? clock = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    // What takes longer has no time left that says anything.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(10_000);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly long _start = (clock ?? TimeProvider.System).GetTimestamp();
    private readonly StepRate _rate = new();
    private long _nextReport;
    private volatile bool _toldEnd;

    /// <summary>Tells where the run stands, if it is time to.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="status">What the task says of it.</param>
    /// <param name="losses">The losses of the epoch so far, where they are not in the snapshot yet; else empty.</param>
    public void Report(in ProgressPosition position, string status, IReadOnlyList<SeriesValue> losses)
    {
        if (events is null)
        {
            return;
        }

        TimeSpan now = _clock.GetElapsedTime(_start);
        long next = Interlocked.Read(ref _nextReport);
        bool isEnd = position.IsEnd;
        // The end is told at once, but not the end of each of many short rounds.
        if (now.Ticks < next && (!isEnd || _toldEnd))
        {
            return;
        }

        if (Interlocked.CompareExchange(ref _nextReport, (now + Interval).Ticks, next) != next)
        {
            return;
        }

        _toldEnd = isEnd;
        double? rate;
        lock (_rate)
        {
            _rate.Add(position, now);
            rate = _rate.PerSecond;
        }

        TaskScope.Tell(events, new ProgressEvent(activity, position)
        {
            Status = status,
            Rate = rate,
            TimeLeft = TimeLeft(position, rate),
            Metrics = LatestMetrics.Of(series ?? [], losses),
        });
    }

    private static TimeSpan? TimeLeft(in ProgressPosition position, double? rate)
    {
        double? seconds = position.Total is { } total ? Math.Max(0, (double)total - position.Done) / rate : null;
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : null;
    }
}
