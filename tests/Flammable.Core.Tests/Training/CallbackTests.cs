using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class CallbackTests
{
    [Fact]
    public void Request_to_stop_ends_the_training_after_the_iteration_and_closes_the_epoch()
    {
        List<string> calls = [];
        var task = new LineTask { Epochs = 10, Validating = 1 };
        task.Added.Add(new Stopper(epoch: 2, iteration: 3));
        task.Added.Add(new RecordingCallback(calls));

        task.Train();

        Assert.Equal(["iteration 2.3", "epoch 2 ends with 1", "end 7"], calls.TakeLast(3));
        Assert.Equal(2, task.Snapshot.Train.Summaries["loss"].Count);
        Assert.Equal(["final.model"], task.Snapshot.ModelFiles);
    }

    [Fact]
    public void Reason_of_a_stop_is_in_the_log()
    {
        using var experiment = new Experimenting(task: ModelTaskCode.Line(callbacks: "new Flammable.Training.TimeLimit(TimeSpan.FromTicks(1))"));

        Snapshot snapshot = experiment.Train()!;

        Assert.Equal(SnapshotState.Trained, snapshot.State);
        Assert.Equal("Training stops in epoch 1: the time limit of 00:00:00.0000001 has passed.", Assert.Single(experiment.Events.Log));
    }

    [Fact]
    public void Time_limit_stops_in_the_iteration_in_which_the_time_has_passed()
    {
        var clock = new ManualClock();
        var task = new LineTask { Epochs = 10 };
        task.Added.Add(new TimeLimit(TimeSpan.FromMinutes(6), clock));
        task.Loss = _ => clock.Advance(TimeSpan.FromMinutes(1));

        task.Train();

        Assert.Equal(6, clock.Advances);
        Assert.Equal(2, task.Snapshot.Train.Summaries["loss"].Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimeLimit(TimeSpan.Zero));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void NaN_guard_fails_the_training_and_names_series_and_epoch(double value, string text)
    {
        var task = new LineTask { Loss = context => context is { Epoch: 3, Iteration: 1 } ? value : 1 };
        task.Added.Add(new NaNGuard());

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(task.Train);

        Assert.Equal($"The series 'loss' is {text} in iteration 2 of epoch 3.", error.Message);
        Assert.Empty(task.Snapshot.ModelFiles);
    }

    [Fact]
    public void NaN_guard_looks_at_the_validation_too()
    {
        var task = new LineTask { Validating = 2, Error = epoch => epoch == 4 ? double.NaN : 1 };
        task.Added.Add(new NaNGuard());

        Assert.Equal("The series 'error' is NaN in the validation of epoch 4.", Assert.Throws<InvalidOperationException>(task.Train).Message);
    }

    [Fact]
    public void Action_is_done_every_nth_epoch()
    {
        List<int> epochs = [];
        var task = new LineTask { Epochs = 7 };
        task.Added.Add(new EveryEpochs(3, context => epochs.Add(context.Epoch)));

        task.Train();

        Assert.Equal([3, 6], epochs);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EveryEpochs(0, _ => { }));
    }

    private sealed class Stopper(int epoch, int iteration) : ITrainingCallback
    {
        public void OnIteration(TrainingContext context)
        {
            if (context.Epoch == epoch && context.Iteration == iteration)
            {
                context.RequestStop("enough.");
                context.RequestStop("late.");
                Assert.Equal("enough.", context.StopReason);
            }
        }
    }
}
