using System.Diagnostics;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ProgressMeterTests
{
    private readonly RecordedEvents _events = new();

    [Fact]
    public void Many_steps_become_at_most_five_events_a_second_and_the_end()
    {
        var meter = new ProgressMeter("Training X", _events);
        long start = Stopwatch.GetTimestamp();

        for (int i = 0; i <= 100_000; i++)
        {
            meter.Report(i, 100_000, "");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.InRange(_events.Progress.Count(), 2, (int)(seconds * 5) + 2);
        Assert.Equal(1, _events.Progress.Last().Fraction);
    }

    [Fact]
    public void Ends_of_many_short_rounds_are_no_flood()
    {
        var meter = new ProgressMeter("Training X", _events);
        long start = Stopwatch.GetTimestamp();

        for (int i = 0; i < 10_000; i++)
        {
            meter.Report(0, 2, "");
            meter.Report(1, 2, "");
            meter.Report(2, 2, "");
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Assert.InRange(_events.Progress.Count(), 1, (2 * (int)(seconds * 5)) + 2);
    }

    [Fact]
    public void Event_says_what_runs_where_it_stands_and_how_much_is_left()
    {
        new ProgressMeter("Training X", _events).Report(1, 4, "loss 0.3");

        ProgressEvent progress = Assert.Single(_events.Progress);
        Assert.Equal(("Training X", "1 of 4, loss 0.3", 0.25), (progress.Activity, progress.Status, progress.Fraction));
        Assert.True(progress.TimeLeft >= TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(7, 0, null)]
    [InlineData(7, -1, null)]
    [InlineData(-1, 10, 0.0)]
    [InlineData(11, 10, 1.0)]
    [InlineData(1, int.MaxValue, 1.0 / int.MaxValue)]
    public void Odd_counts_give_a_fraction_between_nothing_and_all(int done, int total, double? fraction)
    {
        new ProgressMeter("Training X", _events).Report(done, total, "");

        Assert.Equal(fraction, Assert.Single(_events.Progress).Fraction);
    }

    [Fact]
    public void Nothing_done_yet_leaves_the_time_open()
    {
        new ProgressMeter("Training X", _events).Report(0, 10, "");

        Assert.Null(Assert.Single(_events.Progress).TimeLeft);
    }

    [Fact]
    public void Progress_of_a_run_names_the_task()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("""Run.Progress(2, 2, "done");"""));

        experiment.Train();

        Assert.Equal("Training TrainingTask", Assert.Single(experiment.Events.Progress).Activity);
    }
}
