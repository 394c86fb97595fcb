using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class AmendTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void The_changes_are_committed_onto_the_last_snapshot_which_keeps_its_results(CommitMode mode)
    {
        _experiment.Folder.CommitAll();
        Snapshot trained = _experiment.Train(commitMode: mode)!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot amended = Amend(mode)!;

        Assert.NotEqual(trained.Commit, amended.Commit);
        Assert.Equal(trained.Commit, amended.TrainedCommit);
        Assert.Equal((trained.Name, 1, SnapshotState.Trained), (amended.Name, amended.Train["number"].Last, amended.State));
        Assert.Equal(TaskCode.Counting(2), _experiment.Folder.Git("show", $"{amended.Commit}:Task.cs"));
        Assert.Equal(amended.Commit, Reread().Commit);
        Assert.Equal(trained.Commit, Reread().TrainedCommit);
        Assert.Empty(_experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles);
        Assert.Null(_experiment.Train());
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void The_commit_is_made_by_the_rules_of_a_training()
    {
        _experiment.Folder.CommitAll();
        _experiment.Train(commitMode: CommitMode.Detached);
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        string before = RepositoryState.Of(_experiment.Folder);

        Snapshot amended = Amend(CommitMode.Detached)!;

        Assert.Equal(before, RepositoryState.Of(_experiment.Folder));
        Assert.Equal(amended.Commit, _experiment.Folder.Git("for-each-ref", "--format=%(objectname)", "refs/flammable"));

        _experiment.Write("Task.cs", TaskCode.Counting(3));
        Assert.Equal(Amend(CommitMode.Branch)!.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
        Assert.Equal($"Amend {amended.Name}", _experiment.Folder.Git("log", "-1", "--format=%s"));
    }

    [Fact]
    public void Test_and_eval_run_the_amended_code_with_the_model_that_was_trained()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2).Replace("double.Parse", "100 + double.Parse", StringComparison.Ordinal));

        Amend();

        Assert.Equal(101, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void Unchanged_code_leaves_nothing_to_do()
    {
        Snapshot trained = _experiment.Train()!;
        string before = Json(trained);

        Assert.Null(Amend());

        Assert.Equal(before, Json(trained));
        Assert.Contains(_experiment.Events.Warnings, warning => warning.Contains("nothing to amend", StringComparison.Ordinal));
    }

    [Fact]
    public void Message_and_tags_change_in_the_same_step()
    {
        _experiment.Train(message: "first");
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot amended = Update(new UpdateRequest { Path = _experiment.Folder, Amend = true, Message = "better", Tags = ["paper"] })!;

        Assert.Equal(("better", "paper"), (amended.Message, Assert.Single(amended.Tags)));
        Assert.Equal("better", _experiment.Folder.Git("log", "-1", "--format=%s"));
    }

    [Fact]
    public void Every_amendment_remembers_the_commit_of_the_training()
    {
        Snapshot trained = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Amend();
        _experiment.Write("Task.cs", TaskCode.Counting(3));

        Assert.Equal(trained.Commit, Amend()!.TrainedCommit);
        Assert.Equal([$"{Reread().Commit} refs/snapshots/{trained.Name}", $"{trained.Commit} refs/trained/{trained.Name}"], Refs());
    }

    [Fact]
    public void Training_it_again_makes_the_amended_commit_the_trained_one()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot amended = Amend()!;

        Snapshot again = _experiment.Train(TrainMode.Retrain)!;

        Assert.Equal((amended.Commit, null, 2), (again.Commit, again.TrainedCommit, again.Train["number"].Last));
    }

    [Fact]
    public void Code_that_does_not_compile_is_not_committed()
    {
        Snapshot trained = _experiment.Train()!;
        string before = Json(trained);
        _experiment.Write("Task.cs", "no C#");

        Assert.Throws<TaskCompilationException>(() => Amend());

        Assert.Equal(before, Json(trained));
        Assert.Equal(trained.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void The_guard_refuses_what_it_refuses_in_a_training()
    {
        _experiment.Train();
        _experiment.Write(".env", "SECRET=1");

        Assert.Throws<CaptureRefusedException>(() => Amend());
        Assert.NotNull(Update(new UpdateRequest { Path = _experiment.Folder, Amend = true, AllowFiles = [".env"] }));
    }

    [Fact]
    public void Only_the_last_snapshot_is_amended()
    {
        Snapshot first = _experiment.Train()!;
        Snapshot second = _experiment.Train(TrainMode.Force)!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => Update(new UpdateRequest { Snapshot = first, Amend = true }));

        Assert.Equal(SnapshotStateProblem.NotLast, error.Problem);
        Assert.Equal(second.Name, Update(new UpdateRequest { Snapshot = second, Amend = true })!.Name);
    }

    [Fact]
    public void A_snapshot_that_a_run_holds_is_refused_before_anything_is_committed()
    {
        Snapshot trained = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        using SnapshotLock held = SnapshotLock.ForReading(new SnapshotKey(trained.Experiment, trained.Name, trained.Path));

        Assert.Equal(SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => Amend()).Problem);
        Assert.Equal(trained.Commit, _experiment.Folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void A_task_without_a_snapshot_has_nothing_to_amend() =>
        Assert.Equal(SnapshotStateProblem.NoSnapshot, Assert.Throws<SnapshotStateException>(() => Amend()).Problem);

    [Fact]
    public void A_task_called_otherwise_must_be_named()
    {
        _experiment.Train();
        _experiment.Write("Task.cs", TaskCode.Counting(2, "RenamedTask"));

        Assert.Throws<TaskNotFoundException>(() => Amend());
        Update(new UpdateRequest { Path = _experiment.Folder, Amend = true, TaskName = "RenamedTask" });

        Assert.Equal("RenamedTask", Reread().TaskName);
        Assert.Equal(1, _experiment.Test().Test["number"].Last);
    }

    [Fact]
    public void A_training_with_a_checkpoint_is_not_resumed_with_amended_code()
    {
        _experiment.Write("Task.cs", TaskCode.Training("Run.SaveCheckpoint(stream => stream.WriteByte(1)); throw new Exception();"));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());
        _experiment.Write("Task.cs", TaskCode.Training("Snapshot.Train.Append(\"number\", 1);"));
        Amend();

        Assert.Equal(SnapshotStateProblem.Amended, Assert.Throws<SnapshotStateException>(() => _experiment.Train(TrainMode.Resume)).Problem);
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Retrain)!.State);
    }

    private Snapshot? Amend(CommitMode? mode = null) =>
        Update(new UpdateRequest { Path = _experiment.Folder, Amend = true, CommitMode = mode });

    private Snapshot? Update(UpdateRequest request) =>
        _experiment.Library.Update(request, _experiment.Events, TestContext.Current.CancellationToken);

    private Snapshot Reread() => Assert.Single(_experiment.Library.GetSnapshots());

    private string[] Refs() => Path.Combine(_experiment.Library.Folder, "Experiment", "repo")
        .Git("for-each-ref", "--format=%(objectname) %(refname)").Split('\n');

    private static string Json(Snapshot snapshot) => File.ReadAllText(Path.Combine(snapshot.Path, "snapshot.json"));
}
