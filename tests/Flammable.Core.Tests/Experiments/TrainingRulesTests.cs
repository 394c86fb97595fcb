using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class TrainingRulesTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Changed_code_makes_a_new_snapshot_of_a_new_commit()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot second = _experiment.Train()!;

        Assert.NotEqual(first.Commit, second.Commit);
        Assert.Equal(first.Commit, _experiment.Folder.Git("rev-parse", "HEAD~1"));
        Assert.Equal(2, second.Train["number"].Last);
        Assert.True(string.CompareOrdinal(second.Name, first.Name) > 0);
    }

    [Fact]
    public void Force_makes_a_new_snapshot_of_the_same_commit()
    {
        Snapshot first = _experiment.Train()!;

        Snapshot second = _experiment.Train(TrainMode.Force)!;

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(first.Commit, second.Commit);
        Assert.Equal("1", _experiment.Folder.Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void Force_captures_changed_code_as_a_plain_training_does()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.NotEqual(first.Commit, _experiment.Train(TrainMode.Force)!.Commit);
    }

    [Fact]
    public void Retrain_trains_the_last_snapshot_again_and_keeps_its_name_and_commit()
    {
        Snapshot first = _experiment.Train(message: "the first")!;
        File.WriteAllText(Path.Combine(first.Path, "left.over"), "");
        _experiment.Test();

        Snapshot again = _experiment.Train(TrainMode.Retrain)!;

        Assert.Equal((first.Name, first.Commit, "the first"), (again.Name, again.Commit, again.Message));
        Assert.Equal(1, again.Train["number"].Count);
        Assert.False(again.IsTested);
        Assert.Empty(again.Test);
        Assert.False(File.Exists(Path.Combine(first.Path, "left.over")));
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Retrain_captures_changed_code_in_a_new_snapshot_and_leaves_the_last_one()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot second = _experiment.Train(TrainMode.Retrain)!;

        Assert.NotEqual(first.Name, second.Name);
        Assert.Equal(SnapshotState.Trained, _experiment.Library.GetSnapshot(first.Id).State);
    }

    [Fact]
    public void Retrain_without_a_snapshot_trains_the_first_one() =>
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Retrain)!.State);

    [Fact]
    public async Task Retrain_refuses_a_snapshot_that_is_being_trained()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> running = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Train(TrainMode.Retrain));
        gate.Open();

        Assert.Equal(SnapshotStateProblem.InUse, error.Problem);
        Assert.Equal(SnapshotState.Trained, (await running)!.State);
    }

    [Theory]
    [InlineData("higher rate\n\nwith reasons: \"ä\"")]
    [InlineData("#42 tried again")]
    [InlineData("-rf /")]
    public void The_message_is_the_snapshots_and_the_commits(string message)
    {
        Snapshot snapshot = _experiment.Train(message: message)!;

        Assert.Equal(message, snapshot.Message);
        Assert.Equal(snapshot.Message, _experiment.Folder.Git("log", "-1", "--format=%B").Trim());
    }

    [Fact]
    public void Code_that_does_not_compile_leaves_no_repository_no_commit_and_no_snapshot()
    {
        _experiment.Write("Task.cs", "public class Broken : Flammable.FlamTask { int x = ; }");

        Assert.Throws<TaskCompilationException>(() => _experiment.Train());

        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".flammable")));
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    [Fact]
    public void A_task_that_cannot_train_leaves_no_repository_and_no_snapshot()
    {
        _experiment.Write("Task.cs", TaskCode.Task("    public override void Test() { }", "OnlyTesting"));

        Assert.Throws<TaskMethodMissingException>(() => _experiment.Train());

        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    [Fact]
    public void A_failed_training_is_filed_with_its_error_and_code()
    {
        _experiment.Write("Task.cs", TaskCode.Training("throw new InvalidOperationException(\"no luck\");"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal(SnapshotState.Failed, snapshot.State);
        Assert.Equal(snapshot.Name, error.SnapshotName);
        Assert.Contains("no luck", snapshot.Error);
        Assert.Equal(snapshot.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void Each_task_of_a_folder_has_its_own_last_snapshot()
    {
        string first = _experiment.Write("First.cs", TaskCode.Counting(1, "FirstTask"));
        string second = _experiment.Write("Second.cs", TaskCode.Counting(2, "SecondTask"));
        File.Delete(Path.Combine(_experiment.Folder, "Task.cs"));
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        Snapshot one = _experiment.Library.Train(new TrainRequest(first) { TaskName = "FirstTask" }, cancellation: cancellation)!;
        Snapshot two = _experiment.Library.Train(new TrainRequest(second) { TaskName = "SecondTask" }, cancellation: cancellation)!;

        Assert.Equal(("FirstTask", "SecondTask"), (one.TaskName, two.TaskName));
        Assert.Equal(one.Name, _experiment.Library.GetStatus(first, cancellation).LastSnapshot!.Name);
        Assert.Null(_experiment.Library.Train(new TrainRequest(first) { TaskName = "FirstTask" }, cancellation: cancellation));
        Assert.Equal(1, _experiment.Library.Test(new TestRequest { Path = first }, cancellation: cancellation).Test["number"].Last);
    }

    [Fact]
    public void Every_step_is_told()
    {
        var steps = new List<string>();
        _experiment.Library.Train(
            new TrainRequest(_experiment.Folder), new Listener(steps), TestContext.Current.CancellationToken);

        Assert.Contains(steps, step => step.StartsWith("Made a git repository", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Committed the code as", StringComparison.Ordinal));
        Assert.Contains(steps, step => step.StartsWith("Made snapshot", StringComparison.Ordinal));
    }

    private sealed class Listener(List<string> steps) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent step)
            {
                steps.Add(step.Message);
            }
        }
    }
}
