using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class CancellationTests
{
    [Theory]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    // Not for ever: nothing ends a thread that spins, and other tests need the processor.
    [InlineData("for (var spinning = System.Diagnostics.Stopwatch.StartNew(); spinning.Elapsed.TotalSeconds < 20;) { }")]
    [InlineData("while (true) { try { Thread.Sleep(Timeout.Infinite); } catch { } }")]
    [InlineData("while (true) Run.Progress(1, 2);")]
    [InlineData("while (true) Snapshot.Train.Append(\"loss\", 1);")]
    [InlineData("Run.Cancellation.WaitHandle.WaitOne(); throw new InvalidOperationException(\"torn\");")]
    [InlineData("Run.Cancellation.WaitHandle.WaitOne();")]
    public async Task Cancelled_training_says_interrupted_and_keeps_what_it_has(string statements)
    {
        using var experiment = new Experimenting(task: TaskCode.Training($"""Snapshot.Train.Append("before", 7); Console.WriteLine("here"); {statements}"""));
        using var cancellation = new CancellationTokenSource();

        Task run = Task.Run(
            () => experiment.Library.Train(new TrainRequest(experiment.Folder), experiment.Events, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => experiment.Events.Log.Contains("here") || run.IsCompleted, "the task runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Snapshot snapshot = Assert.Single(experiment.Library.GetSnapshots());
        Assert.Equal(SnapshotState.Interrupted, snapshot.State);
        Assert.Equal(7, snapshot.Train["before"].Last);
        Assert.NotNull(snapshot.EndedAt);
        Assert.Contains("\"before\"", File.ReadAllText(Path.Combine(snapshot.Path, "metrics.jsonl")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_constructor_captures_nothing()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """public Slow() { Console.WriteLine("here"); Thread.Sleep(Timeout.Infinite); } public override void Train() { }""", "Slow"));
        using var cancellation = new CancellationTokenSource();

        Task run = Task.Run(
            () => experiment.Library.Train(new TrainRequest(experiment.Folder), experiment.Events, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => experiment.Events.Log.Contains("here") || run.IsCompleted, "the constructor runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Run_that_is_cancelled_before_it_begins_captures_nothing()
    {
        using var experiment = new Experimenting();

        Assert.ThrowsAny<OperationCanceledException>(
            () => experiment.Library.Train(new TrainRequest(experiment.Folder), null, new CancellationToken(canceled: true)));

        Assert.Empty(experiment.Library.GetSnapshots());
    }

    [Fact]
    public async Task Cancelled_test_leaves_the_snapshot_untested()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """public override void Train() { } public override void Test() { Snapshot.Test.Store("a", 1); Console.WriteLine("here"); Thread.Sleep(Timeout.Infinite); }""", "Slow"));
        experiment.Train();
        using var cancellation = new CancellationTokenSource();

        Task run = Task.Run(
            () => experiment.Library.Test(new TestRequest { Path = experiment.Folder }, experiment.Events, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => experiment.Events.Log.Contains("here") || run.IsCompleted, "the test runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Snapshot snapshot = Assert.Single(experiment.Library.GetSnapshots());
        Assert.Equal((SnapshotState.Trained, false), (snapshot.State, snapshot.IsTested));
    }
}
