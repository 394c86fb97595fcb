using FsCheck;
using FsCheck.Fluent;
using Flammable.Execution;

namespace Flammable.Tests.Execution;

public sealed class StepRateTests
{
    private readonly StepRate _rate = new();
    private double _seconds;
    private long _done;

    [Fact]
    public void Rate_is_not_known_before_a_step()
    {
        Assert.Null(_rate.PerSecond);
        At(0);
        Assert.Null(_rate.PerSecond);
        After(5, 0);
        Assert.Null(_rate.PerSecond);
    }

    [Fact]
    public void Rate_of_a_resumed_run_counts_its_own_steps_alone()
    {
        At(5000);
        After(1, 10);

        Assert.Equal(10, _rate.PerSecond);
    }

    [Theory]
    [InlineData(0.2, 1_000_000)]
    [InlineData(3600, 1)]
    public void Rate_is_steady_for_steps_of_every_length(double seconds, long steps)
    {
        At(0);
        for (int i = 0; i < 100; i++)
        {
            After(seconds * (i % 2 == 0 ? 0.5 : 1.5), steps);
        }

        Assert.InRange(_rate.PerSecond!.Value / (steps / seconds), 0.85, 1.15);
    }

    [Theory]
    [InlineData(0.2, 100, 500)]
    [InlineData(600, 1, 20)]
    public void Rate_forgets_what_is_long_ago(double seconds, long steps, int times)
    {
        At(0);
        Repeat(times, seconds, steps * 10);
        Repeat(times, seconds, steps);

        Assert.InRange(_rate.PerSecond!.Value / (steps / seconds), 1, 1.2);
    }

    [Fact]
    public void Time_without_a_step_counts_at_the_next_one()
    {
        At(0);
        After(1, 0);
        After(1, 1);

        Assert.Equal(0.5, _rate.PerSecond);
    }

    [Fact]
    public void Another_loop_has_a_rate_of_its_own()
    {
        At(0);
        After(1, 1000);
        After(1, -999);
        Assert.Null(_rate.PerSecond);
        After(1, 2);

        Assert.Equal(2, _rate.PerSecond);
    }

    [Fact]
    public void Another_loop_is_seen_wherever_it_stands_when_the_first_one_had_ended()
    {
        _rate.Add(new ProgressPosition(0, 100), TimeSpan.Zero);
        _rate.Add(new ProgressPosition(100, 100), TimeSpan.FromSeconds(1));
        _rate.Add(new ProgressPosition(80, 100), TimeSpan.FromSeconds(2));

        Assert.Null(_rate.PerSecond);
    }

    [Fact]
    public void Steps_told_out_of_order_are_no_other_loop()
    {
        At(0);
        After(1, 100);
        After(0.1, -3);

        Assert.Equal(100, _rate.PerSecond);
    }

    [Fact]
    public void Rate_is_never_above_the_fastest_nor_below_the_slowest_part() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<(PositiveInt Steps, PositiveInt Milliseconds)>>(),
        parts =>
        {
            var rate = new StepRate();
            (long done, TimeSpan time) = (0, TimeSpan.Zero);
            rate.Add(new ProgressPosition(done, null), time);
            foreach ((PositiveInt steps, PositiveInt milliseconds) in parts.Get)
            {
                done += steps.Get;
                time += TimeSpan.FromMilliseconds(milliseconds.Get);
                rate.Add(new ProgressPosition(done, null), time);
            }

            double[] rates = [.. parts.Get.Select(part => part.Steps.Get * 1000.0 / part.Milliseconds.Get)];
            return rate.PerSecond >= rates.Min() * (1 - 1e-9) && rate.PerSecond <= rates.Max() * (1 + 1e-9);
        }));

    private void Repeat(int times, double seconds, long steps)
    {
        for (int i = 0; i < times; i++)
        {
            After(seconds, steps);
        }
    }

    private void After(double seconds, long steps)
    {
        _seconds += seconds;
        At(_done + steps);
    }

    private void At(long done)
    {
        _done = done;
        _rate.Add(new ProgressPosition(done, null), TimeSpan.FromSeconds(_seconds));
    }
}
