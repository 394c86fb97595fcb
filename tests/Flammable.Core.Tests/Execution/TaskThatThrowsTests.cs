using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class TaskThatThrowsTests
{
    [Fact]
    public void Train_that_throws_leaves_a_failed_snapshot_with_its_error_and_a_log_with_the_stack()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """Snapshot.Train.Append("loss", 2); Fail(); } private static void Fail() { throw new InvalidDataException("the third row is bad\nsecond line");"""));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Snapshot snapshot = Assert.Single(experiment.Library.GetSnapshots());
        Assert.Equal(SnapshotState.Failed, snapshot.State);
        Assert.Contains("the third row is bad", snapshot.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", snapshot.Error, StringComparison.Ordinal);
        Assert.Equal(2, snapshot.Train["loss"].Last);
        Assert.Equal(snapshot.Name, error.SnapshotName);
        Assert.Equal("System.IO.InvalidDataException", error.ErrorType);
        Assert.Contains("TrainingTask.Fail()", File.ReadAllText(error.LogPath!), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void Constructor_that_throws_captures_nothing()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """public Broken() { throw new InvalidOperationException("no licence"); } public override void Train() { }""", "Broken"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Contains("no licence", error.Message, StringComparison.Ordinal);
        AssertNothingCaptured(experiment);
    }

    [Fact]
    public void Type_initializer_that_throws_fails_the_run_with_the_reason()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                private static readonly int Number = int.Parse("x");
                public override void Train() => Snapshot.Train.Append("n", Number);
            """,
            "Broken"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Contains("'x' was not in a correct format", error.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Hyperparameter_whose_getter_throws_captures_nothing()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """[Hyperparameter] public int Depth => throw new InvalidOperationException("unset"); public override void Train() { }""", "Broken"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Contains("unset", error.Message, StringComparison.Ordinal);
        AssertNothingCaptured(experiment);
    }

    [Fact]
    public void OperationCanceledException_of_the_task_itself_is_a_failure()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("""throw new OperationCanceledException("own");"""));

        Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Equal(SnapshotState.Failed, Assert.Single(experiment.Library.GetSnapshots()).State);
    }

    [Fact]
    public void Exception_whose_message_throws_is_a_failure_all_the_same()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("throw new Odd();") +
            """
            public sealed class Odd : Exception { public override string Message => throw new InvalidOperationException("odd"); }
            """);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Train());

        Assert.Equal("Odd", error.ErrorType);
        Assert.Equal(SnapshotState.Failed, Assert.Single(experiment.Library.GetSnapshots()).State);
    }

    [Fact]
    public void Method_that_is_not_overridden_is_missing_and_nothing_is_captured()
    {
        using var experiment = new Experimenting(task: TaskCode.Task("public override void Test() { }", "Trainless"));

        TaskMethodMissingException error = Assert.Throws<TaskMethodMissingException>(() => experiment.Train());

        Assert.Equal("Train", error.Method);
        Assert.Equal("Trainless", error.TaskName);
        AssertNothingCaptured(experiment);
    }

    [Fact]
    public void Test_that_is_not_overridden_leaves_the_snapshot_untested()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(""));
        experiment.Train();

        Assert.Equal("Test", Assert.Throws<TaskMethodMissingException>(() => experiment.Test()).Method);

        Assert.False(Assert.Single(experiment.Library.GetSnapshots()).IsTested);
    }

    [Fact]
    public void Overloads_of_the_methods_are_no_obstacle()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """public override void Train() => Train(3); public void Train(int epochs) => Snapshot.Train.Append("epochs", epochs);""", "Overloading"));

        Assert.Equal(3, experiment.Train()!.Train["epochs"].Last);
    }

    [Fact]
    public void Test_that_throws_leaves_the_snapshot_trained_and_untested()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Append("loss", 1);
                public override void Test() { Snapshot.Test.Store("accuracy", 1); throw new InvalidOperationException("bad"); }
            """,
            "Untestable"));
        experiment.Train();

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => experiment.Test());

        Snapshot snapshot = Assert.Single(experiment.Library.GetSnapshots());
        Assert.Equal(snapshot.Name, error.SnapshotName);
        Assert.Equal(SnapshotState.Trained, snapshot.State);
        Assert.False(snapshot.IsTested);
        Assert.Empty(snapshot.Test);
    }

    private static void AssertNothingCaptured(Experimenting experiment)
    {
        Assert.Empty(experiment.Library.GetSnapshots());
        Assert.False(Directory.Exists(Path.Combine(experiment.Folder, ".git")));
    }
}
