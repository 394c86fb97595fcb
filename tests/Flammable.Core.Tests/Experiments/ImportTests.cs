using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class ImportTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Answering("one"));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Task_is_the_one_of_the_commit_when_its_class_its_file_and_the_folder_were_renamed_since()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.Delete(Path.Combine(_experiment.Folder, "Task.cs"));
        _experiment.Write("Renamed.cs", Answering("two", "RenamedTask"));
        Snapshot renamed = _experiment.Train()!;
        Directory.Move(_experiment.Folder, _experiment.Folder + "-moved");

        using ImportedTask old = Import(snapshot);
        using ImportedTask now = Import(renamed);

        Assert.Equal(["AnswerTask one", "RenamedTask two"], new[] { old, now }.Select(task => $"{task.Name} {task.Ask()}"));
    }

    [Fact]
    public void Import_changes_neither_the_folder_nor_the_repositories_nor_the_snapshot()
    {
        Snapshot snapshot = _experiment.Train()!;
        string Look() => RepositoryState.Of(_experiment.Folder) + Files(snapshot.Path)
            + Files(Path.Combine(_experiment.Library.Folder, snapshot.Experiment, "repo"));
        string before = Look();

        using (ImportedTask task = Import(snapshot))
        {
            task.Ask(1);
            task.Measure();
        }

        Assert.Equal(before, Look());
        Assert.False(_experiment.Library.GetSnapshot(snapshot.Id).IsTested);
    }

    [Fact]
    public void Task_has_the_hyperparameters_and_the_seed_of_the_training()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                [Hyperparameter] public double Rate { get; set; } = 1;
                public override void Train() { }
                public override object? Eval(object? sample) => $"{Rate} {Run.Seed}";
            """,
            "RateTask"));
        Snapshot snapshot = _experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { Parameters = new Dictionary<string, object?> { ["Rate"] = 3.0 }, Seed = 17 },
            null,
            TestContext.Current.CancellationToken)!;

        using ImportedTask task = Import(snapshot);

        Assert.Equal("3 17", task.Ask());
        Assert.Equal(3.0, task.Parameters["Rate"]);
    }

    [Fact]
    public async Task Import_while_it_trains_is_refused()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task training = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => Import(Assert.Single(_experiment.Library.GetSnapshots())));

        gate.Open();
        await training;
        Assert.Equal(SnapshotStateProblem.InUse, error.Problem);
        Assert.EndsWith("is being trained.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_is_not_trained_again_while_its_task_is_imported_and_is_when_it_was_disposed()
    {
        Snapshot snapshot = _experiment.Train()!;
        using (ImportedTask task = Import(snapshot))
        {
            Assert.Equal(
                SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => _experiment.Train(TrainMode.Retrain)).Problem);
        }

        Assert.Equal(snapshot.Name, _experiment.Train(TrainMode.Retrain)!.Name);
    }

    [Fact]
    public void Snapshot_whose_training_failed_is_imported_with_the_model_that_it_saved()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train()
                {
                    Snapshot.SaveModel("best.txt", file => file.Write("best"u8));
                    throw new InvalidOperationException();
                }

                public override object? Eval(object? sample) => new StreamReader(Snapshot.OpenModel()).ReadToEnd();
            """,
            "FailingTask"));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        using ImportedTask task = Import(_experiment.Library.GetSnapshots().First());

        Assert.Equal("best", task.Ask());
    }

    [Fact]
    public void Code_that_does_not_compile_any_more_names_the_version_that_wrote_it()
    {
        Snapshot snapshot = _experiment.Train()!;
        Recommit(snapshot, "Task.cs", Answering("one").Replace("FlamTask", "TaskOfThePast", StringComparison.Ordinal));
        ReplaceInFile(snapshot, $"\"{snapshot.Version}\"", "\"0.0.7\"");

        TaskCompilationException error = Assert.Throws<TaskCompilationException>(() => Import(snapshot));

        Assert.StartsWith(
            $"The code of snapshot '{snapshot}', written with Flammable 0.0.7, does not compile with Flammable {snapshot.Version}: ",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(("0.0.7", snapshot.ToString()), (error.WrittenWith, error.SnapshotName));
        Assert.Contains(error.Errors, one => one.SourceText.Contains("TaskOfThePast", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_without_the_class_says_what_it_has()
    {
        Snapshot snapshot = _experiment.Train()!;
        Recommit(snapshot, "Task.cs", Answering("one", "OtherTask"));

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => Import(snapshot));

        Assert.Equal(SnapshotStateProblem.TaskMissing, error.Problem);
        Assert.Equal($"The code of snapshot '{snapshot}' has no task class 'AnswerTask'; it has 'OtherTask'.", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Missing_commit_or_repository_is_named(bool isRepositoryGone)
    {
        Snapshot snapshot = _experiment.Train()!;
        string repository = Path.Combine(_experiment.Library.Folder, snapshot.Experiment, "repo");
        if (isRepositoryGone)
        {
            Directory.Delete(repository, recursive: true);
        }
        else
        {
            ReplaceInFile(snapshot, snapshot.Commit, new string('a', 40));
        }

        RepositoryException error = Assert.Throws<RepositoryException>(() => Import(snapshot));

        Assert.Equal(RepositoryProblem.CommitMissing, error.Problem);
        Assert.Contains(repository, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshot_that_is_gone_is_not_found()
    {
        Snapshot snapshot = _experiment.Train()!;
        Directory.Delete(snapshot.Path, recursive: true);

        Assert.Equal(snapshot.Id, Assert.Throws<SnapshotNotFoundException>(() => Import(snapshot)).Id);
    }

    [Fact]
    public void Import_that_fails_lets_the_snapshot_go()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            $$"""
                public ThrowingTask()
                {
                    if (File.Exists(@"{{Path.Combine(_experiment.Root, "broken")}}")) throw new InvalidOperationException("broken");
                }

                public override void Train() { }
            """,
            "ThrowingTask"));
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(Path.Combine(_experiment.Root, "broken"), "");
        Assert.Contains("broken", Assert.Throws<TaskFailedException>(() => Import(snapshot)).Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(_experiment.Root, "broken"));

        Assert.Equal(snapshot.Name, _experiment.Train(TrainMode.Retrain)!.Name);
    }

    private static string Answering(string answer, string name = "AnswerTask") => TaskCode.Task(
        $$"""
            public override void Train() => Snapshot.SaveModel("final.txt", file => file.Write("{{answer}}"u8));
            public override void Test() { Snapshot.Test.Store("length", new StreamReader(Snapshot.OpenModel()).ReadToEnd().Length); Snapshot.SaveModel("plot.txt", _ => { }); }
            public override object? Eval(object? sample) => new StreamReader(Snapshot.OpenModel()).ReadToEnd();
        """,
        name);

    private static string Files(string folder) => string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(File.ReadAllBytes(path))}"));

    private ImportedTask Import(Snapshot snapshot) =>
        _experiment.Library.Import(snapshot, _experiment.Events, TestContext.Current.CancellationToken);

    private static void ReplaceInFile(Snapshot snapshot, string text, string replacement)
    {
        string path = Path.Combine(snapshot.Path, "snapshot.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, replacement, StringComparison.Ordinal));
    }

    // Makes the snapshot point at a commit with other code, as one of an older version may.
    private void Recommit(Snapshot snapshot, string file, string content)
    {
        string clone = Path.Combine(_experiment.Root, "clone");
        string repository = Path.Combine(_experiment.Library.Folder, snapshot.Experiment, "repo");
        Directory.CreateDirectory(clone);
        clone.Git("init", "-q");
        clone.Git("fetch", "-q", repository, $"refs/snapshots/{snapshot.Name}");
        clone.Git("checkout", "-q", "FETCH_HEAD");
        File.WriteAllText(Path.Combine(clone, file), content);
        clone.Git("commit", "-q", "-a", "-m", "other");
        clone.Git("push", "-q", repository, "HEAD:refs/heads/other");
        ReplaceInFile(snapshot, snapshot.Commit, clone.Git("rev-parse", "HEAD"));
    }
}
