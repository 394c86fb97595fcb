namespace Flammable.Tests.Fixtures;

/// <summary>A clock that a test sets.</summary>
public sealed class ManualClock : TimeProvider
{
    private TimeSpan _now;

    /// <summary>How often it was set.</summary>
    public int Advances { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public double Advance(TimeSpan time)
    {
        _now += time;
        return ++Advances;
    }
}
