using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class TestRulesTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Test_files_its_results_in_the_last_snapshot()
    {
        Snapshot trained = _experiment.Train()!;

        Snapshot tested = _experiment.Test();

        Assert.Equal(trained.Name, tested.Name);
        Assert.Equal(1, tested.Test["number"].Last);
        Assert.True(_experiment.Library.GetSnapshot(trained.Id).IsTested);
        Assert.Equal(SnapshotState.Trained, tested.State);
    }

    [Fact]
    public void Test_refuses_when_there_is_no_snapshot_yet()
    {
        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Test());

        Assert.Equal(SnapshotStateProblem.NoSnapshot, error.Problem);
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    [Fact]
    public void Test_refuses_changed_code_and_names_the_files()
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Write("inner/Other.cs", "");

        CodeChangedException error = Assert.Throws<CodeChangedException>(() => _experiment.Test());

        Assert.Equal(["Task.cs", "inner/Other.cs"], error.Files);
        Assert.Equal(snapshot.Name, error.SnapshotName);
        Assert.Contains("'inner/Other.cs'", error.Message);
    }

    [Fact]
    public void Ignore_tests_the_last_snapshot_with_its_own_code()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        _experiment.Test(ignore: true);

        Assert.Contains("tested 1", _experiment.Events.Log);
        Assert.DoesNotContain("tested 2", _experiment.Events.Log);
    }

    [Fact]
    public void Ignore_tests_the_last_snapshot_even_when_the_code_does_not_compile_any_more()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", "no C#");

        Assert.Equal(1, _experiment.Test(ignore: true).Test["number"].Last);
    }

    [Fact]
    public void A_tested_snapshot_is_tested_again_only_when_asked()
    {
        _experiment.Train();
        _experiment.Test();

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Test());

        Assert.Equal(SnapshotStateProblem.AlreadyTested, error.Problem);
        Assert.Equal(1, _experiment.Test(retest: true).Test["number"].Count);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException();", SnapshotState.Failed)]
    [InlineData("throw new OperationCanceledException();", null)]
    public void A_training_that_did_not_end_well_is_not_tested(string statement, SnapshotState? state)
    {
        _experiment.Write("Task.cs", TaskCode.Training(statement));
        Assert.ThrowsAny<Exception>(() => _experiment.Train());

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Test());

        Assert.Equal(SnapshotStateProblem.NotTrained, error.Problem);
        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal(state ?? snapshot.State, snapshot.State);
        Assert.NotEqual(SnapshotState.Trained, snapshot.State);
    }

    [Fact]
    public async Task A_snapshot_that_is_being_trained_is_not_tested()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> running = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Test());
        gate.Open();

        Assert.Equal(SnapshotStateProblem.InUse, error.Problem);
        Assert.Equal(SnapshotState.Trained, (await running)!.State);
    }

    [Fact]
    public void An_older_snapshot_is_tested_with_its_own_code_from_its_commit()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Train();

        Snapshot tested = _experiment.Library.Test(
            new TestRequest { Snapshot = first }, _experiment.Events, TestContext.Current.CancellationToken);

        Assert.Equal(first.Name, tested.Name);
        Assert.Contains("tested 1", _experiment.Events.Log);
        Assert.False(_experiment.Library.GetSnapshots().First().IsTested);
    }

    [Fact]
    public void A_test_that_fails_leaves_the_snapshot_trained_and_untested()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Append("a", 1);
                public override void Test() => throw new InvalidOperationException("not today");
            """,
            "Failing"));
        Snapshot trained = _experiment.Train()!;

        Assert.Throws<TaskFailedException>(() => _experiment.Test());

        Snapshot after = _experiment.Library.GetSnapshot(trained.Id);
        Assert.Equal(SnapshotState.Trained, after.State);
        Assert.False(after.IsTested);
    }

    [Fact]
    public void A_snapshot_that_was_deleted_meanwhile_is_not_found()
    {
        Snapshot snapshot = _experiment.Train()!;
        Directory.Delete(snapshot.Path, recursive: true);

        Assert.Throws<SnapshotNotFoundException>(() => _experiment.Library.Test(
            new TestRequest { Snapshot = snapshot }, cancellation: TestContext.Current.CancellationToken));
    }
}
