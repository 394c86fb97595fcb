using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Tests.Fixtures;
using Flammable.Training;

namespace Flammable.Tests.Training;

public sealed class TrainingProgressTests
{
    private readonly RecordedEvents _events = new();

    [Fact]
    public void Progress_tells_epoch_and_iteration_losses_and_validation()
    {
        Train(new LineTask { Epochs = 5, Validating = 4, Loss = _ => 0.25, Error = _ => 0.5 });

        ProgressEvent last = _events.Progress.Last();
        Assert.Equal(new ProgressPosition(20, 20) { Epoch = 5, Epochs = 5, Iteration = 4, Iterations = 4 }, last.Position);
        Assert.Equal(["loss", "distance"], last.Metrics.Select(metric => metric.Series));
        Assert.Equal(0.25, last.Metrics[0].Value);
    }

    [Fact]
    public void Progress_has_the_last_validation_beside_the_losses()
    {
        Train(new ValidatedTask { Epochs = 3, Validating = 2 });

        Assert.Equal(
            [new(MetricSplit.Train, "loss", 3), new(MetricSplit.Validation, "error", 0.5)],
            _events.Progress.Last().Metrics.Where(metric => metric.Series != "distance"));
    }

    [Fact]
    public void Iterations_that_cannot_be_counted_before_are_known_after_the_first_epoch()
    {
        Train(new LineTask { Epochs = 3, Training = LineTask.Points.Where(_ => true) });

        Assert.Equal(new ProgressPosition(1, null) { Epoch = 1, Epochs = 3, Iteration = 1 }, _events.Progress.First().Position);
        Assert.Equal(new ProgressPosition(12, 12) { Epoch = 3, Epochs = 3, Iteration = 4, Iterations = 4 }, _events.Progress.Last().Position);
    }

    [Fact]
    public void Epochs_without_iterations_are_steps_themselves()
    {
        Train(new WholeEpochTask { Epochs = 2 });

        Assert.Equal(new ProgressPosition(2, 2) { Epoch = 2, Epochs = 2 }, _events.Progress.Last().Position);
    }

    private void Train(LineTask task)
    {
        var snapshot = TaskSnapshot.InMemory();
        task.Link(snapshot, new TaskRun(TaskVerb.Train, new DataInFolders([]), new ProgressMeter("x", _events, [snapshot.Train, snapshot.Validation]), default));
        task.Train();
    }

    private sealed class ValidatedTask : LineTask
    {
        public ValidatedTask() => Loss = context => context.Epoch;

        protected override IReadOnlyDictionary<string, double> Validate(int epoch)
        {
            Snapshot.Validation.Append("error", 0.5, epoch);
            return new Dictionary<string, double> { ["error"] = 0.5 };
        }
    }

    private sealed class WholeEpochTask : LineTask
    {
        protected override void TrainEpoch(IEnumerable<Point> data, NamedValues losses) => losses.Add("loss", 1);
    }
}
