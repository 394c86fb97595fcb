using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class ProgressMeterTests
{
    private readonly RecordedEvents _events = new();
    private readonly ManualClock _clock = new();
    private readonly TaskSnapshot _snapshot = TaskSnapshot.InMemory();
    private readonly ProgressMeter _meter;

    public ProgressMeterTests() => _meter = new ProgressMeter("Training X", _events, [_snapshot.Train, _snapshot.Validation], _clock);

    private ProgressEvent Last => _events.Progress.Last();

    [Fact]
    public void Many_steps_become_at_most_five_events_a_second_and_the_end()
    {
        for (int i = 0; i < 1000; i++)
        {
            Report(i, 1000);
            Advance(0.01);
        }

        _meter.Report(new ProgressPosition(1000, 1000), "", []);

        Assert.Equal(51, _events.Progress.Count());
        Assert.Equal(1, Last.Position.Fraction);
    }

    [Fact]
    public void Ends_of_many_short_rounds_are_no_flood()
    {
        for (int i = 0; i < 10_000; i++)
        {
            Report(i % 3, 2);
        }

        Assert.InRange(_events.Progress.Count(), 1, 2);
    }

    [Fact]
    public void Event_says_what_runs_where_it_stands_and_how_much_is_left()
    {
        Report(0, 4);
        Advance(2);
        Report(1, 4, "warming up");

        Assert.Equal(("Training X", "warming up", new ProgressPosition(1, 4)), (Last.Activity, Last.Status, Last.Position));
        Assert.Equal((0.5, TimeSpan.FromSeconds(6)), (Last.Rate, Last.TimeLeft));
    }

    [Fact]
    public void Time_left_of_a_resumed_run_comes_from_its_own_steps()
    {
        Report(900, 1000);
        Advance(1);
        Report(910, 1000);

        Assert.Equal(TimeSpan.FromSeconds(9), Last.TimeLeft);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(110, 10)]
    [InlineData(5, 0)]
    public void Time_left_follows_a_total_that_shrinks_or_grows(int total, double seconds)
    {
        Report(0, 100);
        Advance(1);
        Report(10, total);

        Assert.Equal(TimeSpan.FromSeconds(seconds), Last.TimeLeft);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 0)]
    public void Time_left_is_open_before_a_step_and_without_a_total(int done, int total)
    {
        Report(0, total);
        Advance(1);
        Report(done, total);

        Assert.Null(Last.TimeLeft);
    }

    [Fact]
    public void Time_left_is_open_where_it_would_be_thousands_of_years()
    {
        Report(0, int.MaxValue);
        Advance(1000);
        Report(1, int.MaxValue);

        Assert.Null(Last.TimeLeft);
    }

    [Theory]
    [InlineData(0, null, null)]
    [InlineData(7, null, null)]
    [InlineData(7, -1L, null)]
    [InlineData(7, 0L, null)]
    [InlineData(-1, 10L, 0.0)]
    [InlineData(11, 10L, 1.0)]
    [InlineData(1, long.MaxValue, 1.0 / long.MaxValue)]
    [InlineData(long.MinValue, long.MaxValue, 0.0)]
    public void Odd_counts_give_a_fraction_between_nothing_and_all(long done, long? total, double? fraction)
    {
        _meter.Report(new ProgressPosition(done, total), "", []);
        Advance(1);
        _meter.Report(new ProgressPosition(done, total), "", []);

        Assert.Equal(fraction, Last.Position.Fraction);
    }

    [Fact]
    public void Metrics_are_the_latest_values_of_the_series()
    {
        _snapshot.Train.Append("loss", 2);
        _snapshot.Train.Append("loss", double.NaN);
        _snapshot.Train.Append("loss_data", 7);
        _snapshot.Validation.Append("accuracy", 0.5);

        Report(1, 2);

        Assert.Equal([new(MetricSplit.Train, "loss", double.NaN), new(MetricSplit.Validation, "accuracy", 0.5)], Last.Metrics);
    }

    [Theory]
    [InlineData(9, 0, "a0 a1 a2 a3")]
    [InlineData(9, 1, "a0 a1 a2 b0")]
    [InlineData(9, 9, "a0 a1 b0 b1")]
    [InlineData(1, 9, "a0 b0 b1 b2")]
    [InlineData(0, 9, "b0 b1 b2 b3")]
    public void Metrics_are_four_at_most_of_training_and_validation(int training, int validation, string expected)
    {
        Enumerable.Range(0, training).ToList().ForEach(number => _snapshot.Train.Append($"a{number}", 1));
        Enumerable.Range(0, validation).ToList().ForEach(number => _snapshot.Validation.Append($"b{number}", 1));

        Report(1, 2);

        Assert.Equal(expected, string.Join(' ', Last.Metrics.Select(metric => metric.Series)));
    }

    [Fact]
    public void Losses_of_the_epoch_that_is_on_stand_for_those_of_the_last_one()
    {
        _snapshot.Train.Append("loss", 2);

        _meter.Report(new ProgressPosition(1, 2), "", [new SeriesValue(MetricSplit.Train, "loss", 1)]);

        Assert.Equal(1, Assert.Single(Last.Metrics).Value);
    }

    [Fact]
    public void Progress_of_a_run_names_the_task_and_shows_its_series()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("""Snapshot.Train.Append("loss", 0.5); Run.Progress(2, 2, "done");"""));

        experiment.Train();

        ProgressEvent progress = Assert.Single(experiment.Events.Progress);
        Assert.Equal("Training TrainingTask", progress.Activity);
        Assert.Equal("2/2, done, loss 0.5", ProgressText.State(progress));
    }

    private void Report(int done, int total, string status = "") =>
        _meter.Report(new ProgressPosition(done, total > 0 ? total : null), status, []);

    private void Advance(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
