using Flammable.Repairing;
using Flammable.Snapshots;
using Flammable.Tests.Checkpoints;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Repairing;

/// <summary>A check finds nothing in what Flammable itself has made.</summary>
public sealed class HealthyLibraryTests
{
    private const string Busy =
        """
            public override void Train()
            {
                for (int i = 0; i < 300; i++)
                {
                    Snapshot.Train.Append("loss", i % 50 == 0 ? double.NaN : Math.Sin(i) / 3, i / 10);
                    Snapshot.Validation.Append("Größe", -1e300 * i);
                    Snapshot.Train.Store("best", 0.1 * i);
                }
                Snapshot.Train.Append("best", 1);
                Snapshot.Test.Store("while training", double.PositiveInfinity);
                Snapshot.SaveModel("a.bin", stream => stream.Write(new byte[100_000]));
                Snapshot.SaveModel("b.bin", stream => stream.WriteByte(1));
                Snapshot.DeleteModel("b.bin");
                Snapshot.SaveModel("empty.bin", _ => { });
                if (File.Exists(Run.UseData("Task.cs") + ".fail")) throw new InvalidOperationException();
            }
            public override void Test()
            {
                Snapshot.Test.Store("accuracy", 0.25);
                Snapshot.Test.Append("sample", 1);
                Snapshot.Test.Append("sample", 2);
                Snapshot.Train.Append("loss", 7);
                Snapshot.Validation.Store("of the test", 3);
                Snapshot.SaveModel("tested.bin", stream => stream.WriteByte(2));
                if (File.Exists(Run.UseData("Task.cs") + ".fail")) throw new InvalidOperationException();
            }
        """;

    [Fact]
    public void Library_that_is_not_there_has_no_problems()
    {
        using var experiment = new Experimenting();
        Assert.Empty(experiment.Problems());
        Assert.False(Directory.Exists(experiment.Library.Folder));
    }

    [Fact]
    public void Experiment_without_a_training_has_no_problems()
    {
        using var experiment = new Experimenting();
        experiment.Library.AddExperiment(experiment.Folder);
        Assert.Empty(experiment.Problems());
    }

    [Fact]
    public void Trained_tested_retested_and_retrained_snapshots_have_no_problems()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(Busy, "BusyTask"));
        experiment.Write(".gitignore", "*.fail\n");
        experiment.Train();
        AssertSound(experiment);
        experiment.Test();
        AssertSound(experiment);
        experiment.Test(retest: true);
        AssertSound(experiment);

        string fail = experiment.Write("Task.cs.fail", "");
        Assert.ThrowsAny<Exception>(() => experiment.Test(retest: true));
        AssertSound(experiment);
        Assert.ThrowsAny<Exception>(() => experiment.Train(TrainMode.Force));
        AssertSound(experiment);
        File.Delete(fail);
        experiment.Train(TrainMode.Retrain);
        AssertSound(experiment);
        experiment.Test();
        AssertSound(experiment);
        Assert.Equal(2, experiment.Library.GetSnapshots().Count());
    }

    [Theory]
    [InlineData("server-abcde.jsonl")]
    [InlineData("server-abcde_001.jsonl")]
    public void Snapshot_that_was_served_has_no_problems_and_its_logs_are_no_models(string log)
    {
        using var experiment = new Experimenting(task: TaskCode.Task(Busy, "BusyTask"));
        Snapshot snapshot = experiment.Train()!;
        File.WriteAllText(Path.Combine(snapshot.Path, log), "{}");
        AssertSound(experiment);

        File.WriteAllText(Path.Combine(snapshot.Path, "snapshot.json"), "{");
        experiment.Repair();

        Assert.Equal(snapshot.ModelFiles, experiment.Library.GetSnapshots().Single().ModelFiles);
        Assert.True(File.Exists(Path.Combine(snapshot.Path, log)));
    }

    [Fact]
    public void Failed_and_resumed_trainings_have_no_problems()
    {
        using var experiment = new Experimenting();
        var task = new ResumedTask(experiment.Root);
        experiment.Write("Task.cs", task.Code);
        TrainMode mode = TrainMode.WhenChanged;
        foreach (int step in new[] { 45, 30, 2, 19 })
        {
            task.FailAt(step);
            Assert.ThrowsAny<Exception>(() => experiment.Train(mode));
            AssertSound(experiment);
            mode = TrainMode.Resume;
        }

        task.LetLive();
        Assert.Equal(SnapshotState.Trained, experiment.Train(TrainMode.Resume)!.State);
        AssertSound(experiment);
        experiment.Test();
        AssertSound(experiment);
    }

    [Fact]
    public async Task Snapshot_of_a_run_that_goes_on_is_passed_over_and_told()
    {
        using var experiment = new Experimenting();
        var gate = new Gate(experiment.Root);
        experiment.Write("Task.cs", TaskCode.Training($"Snapshot.Train.Append(\"loss\", 3); {gate.Statements}"));
        Task<Snapshot?> training = Task.Run(() => experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();

        experiment.AssertOnlyTold(LibraryProblemKind.InUse, LibraryProblemStatus.Harmless);

        gate.Open();
        await training;
        AssertSound(experiment);
    }

    [Fact]
    public async Task Interrupted_training_has_no_problems()
    {
        using var experiment = new Experimenting();
        var gate = new Gate(experiment.Root);
        experiment.Write("Task.cs", TaskCode.Training(
            $"Snapshot.Train.Append(\"loss\", 3); Snapshot.SaveModel(\"a\", stream => stream.WriteByte(1)); {gate.Statements}"));
        using var stop = new CancellationTokenSource();
        Task training = Task.Run(
            () => experiment.Library.Train(new TrainRequest(experiment.Folder), null, stop.Token), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);

        AssertSound(experiment);
        gate.Open();
    }

    [Fact]
    public void Snapshots_of_a_folder_in_a_larger_repository_have_no_problems()
    {
        using var experiment = new Experimenting("outer");
        string folder = experiment.AddFolder("outer/tasks/inner");
        experiment.Folder.CommitAll();
        experiment.TrainIn(folder);
        experiment.AddFolder("outer/tasks/inner", 2);
        Snapshot second = experiment.TrainIn(folder)!;
        Assert.Equal("Detached", second.CommitMode);

        Directory.Delete(Path.Combine(experiment.Folder, ".git"), recursive: true);

        AssertSound(experiment);
    }

    [Fact]
    public void Experiment_whose_code_is_gone_has_no_problems()
    {
        using var experiment = new Experimenting();
        experiment.Train();
        Directory.Delete(experiment.Folder, recursive: true);

        AssertSound(experiment);
    }

    [Fact]
    public void Snapshots_that_were_amended_removed_and_brought_back_have_no_problems()
    {
        using var experiment = new Experimenting();
        Snapshot first = experiment.Train()!;
        experiment.Write("Task.cs", TaskCode.Counting(2));
        experiment.Train();
        experiment.Write("Task.cs", TaskCode.Counting(3));
        Assert.NotNull(experiment.Library.Update(
            new UpdateRequest { Path = experiment.Folder, Amend = true }, null, TestContext.Current.CancellationToken));
        AssertSound(experiment);

        var removal = experiment.Library.Remove(first, TestContext.Current.CancellationToken);
        AssertSound(experiment);
        experiment.Library.Undo(removal, TestContext.Current.CancellationToken);
        AssertSound(experiment);

        experiment.Library.Remove(first, TestContext.Current.CancellationToken);
        experiment.Library.Clear(
            experiment.Library.PlanClearing(cancellation: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        AssertSound(experiment);
        experiment.Library.Rename(
            Assert.Single(experiment.Library.GetExperiments()), "Renamed", TestContext.Current.CancellationToken);
        AssertSound(experiment);
    }

    [Fact]
    public void Series_that_are_too_many_for_summaries_are_no_problem()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() { for (int i = 0; i < 20_010; i++) Snapshot.Train.Append("s" + i % 10_005, i); }
                public override void Test() { Snapshot.Train.Append("s1", 5); Snapshot.Train.Append("s10003", 5); Snapshot.Test.Store("s", 1); }
            """,
            "ManyTask"));
        experiment.Train();
        AssertSound(experiment);
        experiment.Test();
        AssertSound(experiment);
    }

    [Fact]
    public void Check_changes_nothing()
    {
        using var experiment = new Experimenting();
        Snapshot snapshot = experiment.Train()!;
        File.AppendAllText(snapshot.File("metrics.jsonl"), "{\"spl");
        string[] Files() => [.. new DirectoryInfo(experiment.Library.Folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];
        string[] before = Files();

        Assert.Single(experiment.Problems());

        Assert.Equal(before, Files());
    }

    private static void AssertSound(Experimenting experiment)
    {
        Assert.Empty(experiment.Problems());
        Assert.NotEmpty(experiment.Library.GetExperiments());
    }
}
