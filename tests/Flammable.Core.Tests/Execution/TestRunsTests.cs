using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>Tests and trainings of one snapshot, one beside or after the other.</summary>
public sealed class TestRunsTests
{
    [Fact]
    public async Task Second_test_at_once_is_refused_and_the_first_is_recorded()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() { }
                public override void Test()
                {
                    Console.WriteLine("here");
                    while (!File.Exists(Run.UseData("Task.cs") + ".go")) Run.Cancellation.WaitHandle.WaitOne(5);
                    Snapshot.Test.Store("a", 1);
                }
            """,
            "Waiting"));
        experiment.Write(".gitignore", "*.go\n");
        experiment.Train();

        Task<Snapshot> first = Task.Run(() => experiment.Test(), TestContext.Current.CancellationToken);
        Until.True(() => experiment.Events.Log.Contains("here") || first.IsCompleted, "the first test runs");
        SnapshotStateException refused = Assert.Throws<SnapshotStateException>(() => experiment.Test());
        experiment.Write("Task.cs.go", "");

        Assert.Equal(SnapshotStateProblem.InUse, refused.Problem);
        Assert.Equal(1, (await first).Test["a"].Last);
    }

    [Fact]
    public void Trainings_of_one_folder_at_once_wait_for_each_other_and_all_are_filed()
    {
        using var experiment = new Experimenting();

        Parallel.For(0, 4, _ => Assert.NotNull(experiment.Train(TrainMode.Force)));

        Snapshot[] snapshots = [.. experiment.Library.GetSnapshots()];
        Assert.Equal(4, snapshots.Select(snapshot => snapshot.Name).Distinct().Count());
        Assert.All(snapshots, snapshot => Assert.Equal((SnapshotState.Trained, 1), (snapshot.State, snapshot.Train["number"].Last)));
        Assert.Single(snapshots.Select(snapshot => snapshot.Commit).Distinct());
    }

    [Fact]
    public void Retraining_leaves_nothing_of_the_training_before()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """
            string marker = Run.UseData("Task.cs") + ".second";
            Snapshot.Train.Append(File.Exists(marker) ? "second" : "first", 1);
            Console.WriteLine(File.Exists(marker) ? "second" : "first");
            if (!File.Exists(marker)) Snapshot.SaveModel("first.bin", stream => stream.WriteByte(1));
            """));
        experiment.Write(".gitignore", "*.second\n");
        Snapshot first = experiment.Train()!;
        experiment.Write("Task.cs.second", "");

        Snapshot second = experiment.Train(TrainMode.Retrain)!;

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(["second"], second.Train.Keys);
        Assert.Empty(second.ModelFiles);
        Assert.False(File.Exists(Path.Combine(second.Path, "first.bin")));
        Assert.Equal("second", File.ReadAllText(Path.Combine(second.Path, "run.log")).Trim());
        Assert.Single(File.ReadAllLines(Path.Combine(second.Path, "metrics.jsonl")));
    }
}
