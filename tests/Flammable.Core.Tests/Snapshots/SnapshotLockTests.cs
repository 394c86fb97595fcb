using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Snapshots;

public sealed class SnapshotLockTests : IDisposable
{
    private readonly SnapshotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Writers_exclude_each_other()
    {
        SnapshotKey key = Key(SnapshotState.Trained);
        using (SnapshotLock.ForWriting(key))
        {
            Assert.Equal(SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => SnapshotLock.ForWriting(key)).Problem);
            Assert.Equal(SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => SnapshotLock.ForReading(key)).Problem);
            Assert.True(SnapshotLock.IsHeld(key.Path));
        }

        using SnapshotLock free = SnapshotLock.ForWriting(key);
    }

    [Fact]
    public void Readers_go_together_and_keep_writers_out()
    {
        SnapshotKey key = Key(SnapshotState.Trained);
        using SnapshotLock first = SnapshotLock.ForReading(key);
        using SnapshotLock second = SnapshotLock.ForReading(key);

        Assert.Throws<SnapshotStateException>(() => SnapshotLock.ForWriting(key));
        Assert.False(SnapshotLock.IsHeld(key.Path));
    }

    [Fact]
    public async Task Those_who_only_look_do_not_keep_a_writer_out()
    {
        SnapshotKey key = Key(SnapshotState.Training);
        SnapshotLock.ForWriting(key).Dispose();
        using var done = new CancellationTokenSource();
        Task[] lookers =
        [
            .. Enumerable.Range(0, 2).Select(_ => Task.Run(
                () =>
                {
                    while (!done.IsCancellationRequested)
                    {
                        _fixture.Store.Read(key);
                    }
                },
                TestContext.Current.CancellationToken)),
        ];

        for (int i = 0; i < 20; i++)
        {
            SnapshotLock.ForWriting(key).Dispose();
        }

        await done.CancelAsync();
        await Task.WhenAll(lookers);
    }

    [Fact]
    public void Training_whose_lock_is_free_reads_as_interrupted()
    {
        SnapshotKey key = Key(SnapshotState.Training);
        Assert.Equal(SnapshotState.Interrupted, _fixture.Store.Read(key).State);

        using (SnapshotLock.ForWriting(key))
        {
            Assert.Equal(SnapshotState.Training, _fixture.Store.Read(key).State);
        }

        Assert.Equal(SnapshotState.Interrupted, _fixture.Store.Read(key).State);
    }

    [Fact]
    public void Killed_process_leaves_a_snapshot_that_reads_as_interrupted_and_can_be_trained_again()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """
            if (File.Exists(Run.UseData("Task.cs") + ".end")) return;
            Snapshot.Train.Append("loss", 1);
            File.WriteAllText(Run.UseData("Task.cs") + ".here", "");
            Thread.Sleep(Timeout.Infinite);
            """));
        experiment.Write(".gitignore", "*.here\n*.end\n");
        // What the killed child leaves behind goes with the parent's folder.
        using (ChildProcess child = ChildProcess.Start<SnapshotLockTests>(
            nameof(Child_trains_for_ever), $"{experiment.Library.Folder}|{experiment.Folder}", ("TMPDIR", experiment.Root)))
        {
            Until.True(() => File.Exists(Path.Combine(experiment.Folder, "Task.cs.here")), "the child trains");
            Snapshot running = Assert.Single(experiment.Library.GetSnapshots());
            Assert.Equal(SnapshotState.Training, running.State);
            Assert.Equal(
                SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => experiment.Train(TrainMode.Retrain)).Problem);
            Assert.Equal(
                SnapshotStateProblem.InUse,
                Assert.Throws<SnapshotStateException>(
                    () => experiment.Library.OpenEval(new EvalRequest { Snapshot = running }, null, TestContext.Current.CancellationToken)).Problem);
            child.Kill();
        }

        Assert.Equal(SnapshotState.Interrupted, Assert.Single(experiment.Library.GetSnapshots()).State);
        Assert.Equal(SnapshotStateProblem.NotTrained, Assert.Throws<SnapshotStateException>(() => experiment.Test()).Problem);

        experiment.Write("Task.cs.end", "");
        Assert.Equal(SnapshotState.Trained, experiment.Train(TrainMode.Retrain)!.State);
    }

    [Fact(Explicit = true)]
    public void Child_trains_for_ever()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).Train(new TrainRequest(given[1]), null, TestContext.Current.CancellationToken);
    }

    private SnapshotKey Key(SnapshotState state) => _fixture.Store.Key(_fixture.Create(state).Name);
}
