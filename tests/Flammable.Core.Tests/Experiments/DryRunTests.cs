using Flammable.Errors;
using Flammable.Tests.Fixtures;
using Flammable.Tests.Training;

namespace Flammable.Tests.Experiments;

public sealed class DryRunTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Nothing_is_stored_or_captured()
    {
        Assert.Equal("CountingTask", DryRun());

        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".flammable")));
        Assert.Empty(_experiment.Library.GetSnapshots());
        Assert.Equal(["trained 1", "tested 1"], _experiment.Events.Log);
    }

    [Fact]
    public void Training_loop_takes_one_batch()
    {
        _experiment.Write("Task.cs", ModelTaskCode.Line("new EveryEpochs(1, context => Console.WriteLine($\"epoch {context.Epoch}, {context.Iteration} iteration\"))"));

        DryRun();

        Assert.Equal(["epoch 1, 1 iteration"], _experiment.Events.Log);
        Assert.Empty(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Task_can_see_that_it_is_tried_out_with_the_values_asked_for()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                [Hyperparameter] public int Epochs { get; set; } = 3;

                public override void Train() => Console.WriteLine($"{Run.IsDryRun} {Epochs} {Run.Seed}");
            """,
            "SeeingTask"));

        _experiment.Library.DryRun(
            new TrainRequest(_experiment.Folder) { Seed = 5, Parameters = new Dictionary<string, object?> { ["epochs"] = 9 } },
            _experiment.Events,
            TestContext.Current.CancellationToken);

        Assert.Equal(["True 9 5"], _experiment.Events.Log);
    }

    [Fact]
    public void Failure_is_told_and_leaves_nothing()
    {
        _experiment.Write("Task.cs", TaskCode.Training("throw new InvalidOperationException(\"no\");"));

        Assert.Throws<TaskFailedException>(() => DryRun());

        Assert.Empty(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Endless_training_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _experiment.Write("Task.cs", TaskCode.Training("Console.WriteLine(\"begun\"); Thread.Sleep(Timeout.Infinite);"));
        Task running = Task.Run(() => _experiment.Library.DryRun(new TrainRequest(_experiment.Folder), _experiment.Events, stop.Token), TestContext.Current.CancellationToken);
        Until.True(() => _experiment.Events.Log.Contains("begun"), "the dry run");

        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => running.GetAwaiter().GetResult());
    }

    private string DryRun() =>
        _experiment.Library.DryRun(new TrainRequest(_experiment.Folder), _experiment.Events, TestContext.Current.CancellationToken);
}
