namespace Flammable.Execution;

/// <summary>
/// The steps a second over the recent past: an average in which what is older than some seconds, and older than some
/// steps, counts ever less. So it is steady for steps of a microsecond and of an hour. Use it from one thread at a time.
/// </summary>
internal sealed class StepRate
{
    // Of a fast loop the last seconds count, of a slow one the last few steps.
    private const double Memory = 20;
    private const double MostForgotten = 0.2;

    private ProgressPosition _last;
    private TimeSpan _lastTime;
    private bool _hasLast;
    private double _steps;
    private double _seconds;

    /// <summary>The steps a second; <see langword="null"/> before there were any.</summary>
    public double? PerSecond => _steps > 0 && _seconds > 0 ? _steps / _seconds : null;

    /// <summary>Takes note of where the run stands.</summary>
    /// <param name="position">The position. One far behind the last begins another loop, with a rate of its own.</param>
    /// <param name="time">When it was reached, on a clock that never goes back.</param>
    public void Add(ProgressPosition position, TimeSpan time)
    {
        double steps = (double)position.Done - _last.Done;
        double seconds = (time - _lastTime).TotalSeconds;
        if (_hasLast && steps == 0)
        {
            _last = position;
            return;
        }

        if (_hasLast && steps > 0)
        {
            double kept = Math.Exp(-Math.Min(seconds / Memory, MostForgotten));
            _steps = (_steps * kept) + steps;
            _seconds = (_seconds * kept) + seconds;
        }
        else if (IsAnotherLoop(position))
        {
            (_steps, _seconds) = (0, 0);
        }

        (_last, _lastTime, _hasLast) = (position, time, true);
    }

    // Threads that share the steps tell them a little out of order, which is no other loop.
    private bool IsAnotherLoop(ProgressPosition position) => _last.IsEnd || position.Done < _last.Done / 2;
}
