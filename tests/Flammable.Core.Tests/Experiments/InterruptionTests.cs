using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class InterruptionTests : IDisposable
{
    private readonly Experimenting _experiment = new();
    private readonly Gate _gate;

    public InterruptionTests() => _gate = new Gate(_experiment.Root);

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public Task A_task_that_never_looks_at_its_token_is_left_behind_and_its_snapshot_is_interrupted() =>
        InterruptAsync(_gate.Statements);

    [Fact]
    public Task A_task_that_tells_its_progress_is_stopped_by_it() =>
        InterruptAsync($"{Reached} while (true) {{ Run.Progress(1, 2); }}");

    [Fact]
    public Task A_task_that_looks_at_its_token_and_returns_is_interrupted_all_the_same() =>
        InterruptAsync($"{Reached} Run.Cancellation.WaitHandle.WaitOne();");

    [Fact]
    public Task A_task_that_throws_when_it_is_stopped_is_interrupted_and_not_failed() =>
        InterruptAsync($"{Reached} Run.Cancellation.WaitHandle.WaitOne(); Run.Cancellation.ThrowIfCancellationRequested();");

    [Fact]
    public async Task What_a_task_filed_before_it_was_interrupted_is_kept()
    {
        await InterruptAsync("Snapshot.Train.Append(\"loss\", 3); " + _gate.Statements);

        Assert.Equal(3, Assert.Single(_experiment.Library.GetSnapshots()).Train["loss"].Last);
    }

    [Fact]
    public async Task A_task_left_behind_cannot_write_to_its_snapshot_any_more()
    {
        string proof = Path.Combine(_experiment.Root, "refused");
        await InterruptAsync(
            $$"""{{_gate.Statements}} try { Snapshot.Train.Append("late", 1); } catch { File.WriteAllText(@"{{proof}}", ""); }""");

        _gate.Open();
        Until.True(() => File.Exists(proof), "The refusal of what came late");
        Assert.Empty(Assert.Single(_experiment.Library.GetSnapshots()).Train);
    }

    [Fact]
    public async Task An_interrupted_snapshot_is_trained_again_with_Retrain()
    {
        await InterruptAsync(_gate.Statements);
        _gate.Open();

        Snapshot again = _experiment.Train(TrainMode.Retrain)!;

        Assert.Equal(SnapshotState.Trained, again.State);
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void A_training_cancelled_before_it_begins_leaves_nothing()
    {
        Assert.ThrowsAny<OperationCanceledException>(
            () => _experiment.Library.Train(new TrainRequest(_experiment.Folder), cancellation: new CancellationToken(canceled: true)));

        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    private string Reached => _gate.Statements[.._gate.Statements.IndexOf('\n')];

    private async Task InterruptAsync(string statements)
    {
        _experiment.Write("Task.cs", TaskCode.Training(statements));
        using var stop = new CancellationTokenSource();
        Task training = Task.Run(
            () => _experiment.Library.Train(new TrainRequest(_experiment.Folder), cancellation: stop.Token),
            TestContext.Current.CancellationToken);
        _gate.WaitUntilReached();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal(SnapshotState.Interrupted, snapshot.State);
        Assert.NotNull(snapshot.EndedAt);
    }
}
