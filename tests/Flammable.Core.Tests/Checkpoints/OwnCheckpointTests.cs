using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Checkpoints;

/// <summary>Checkpoints of a task that writes its own training loop.</summary>
public sealed class OwnCheckpointTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Loop_goes_on_at_its_checkpoint()
    {
        string marker = Path.Combine(_experiment.Root, "live");
        _experiment.Write("Task.cs", TaskCode.Training(
            $$"""
            int done = 0;
            using (Stream? file = Run.OpenCheckpoint())
            {
                if (file is not null) done = file.ReadByte();
            }

            for (int epoch = done + 1; epoch <= 5; epoch++)
            {
                Snapshot.Train.Append("number", Run.Random.Next(), epoch);
                if (epoch == 4 && !File.Exists(@"{{marker}}")) throw new InvalidOperationException("stop");
                Run.SaveCheckpoint(file => file.WriteByte((byte)epoch));
            }
            """));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());
        Snapshot failed = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal(4, failed.Train["number"].Count);
        double[] before = Values(failed);

        File.WriteAllText(marker, "");
        Snapshot resumed = _experiment.Train(TrainMode.Resume)!;

        Assert.Equal(before, Values(resumed)[..4]);
        Assert.Equal(5, resumed.Train["number"].Count);
        Assert.Equal([1, 2, 3, 4, 5], Points(resumed).Select(point => point.Epoch));
        Assert.False(File.Exists(Path.Combine(resumed.Path, "checkpoint.json")));
    }

    [Fact]
    public void Model_file_that_the_checkpoint_knows_is_kept_until_the_next_one()
    {
        _experiment.Write("Task.cs", TaskCode.Training(
            """
            if (Run.OpenCheckpoint() is { } file)
            {
                file.Dispose();
                using var kept = new StreamReader(Snapshot.OpenModel("a.txt"));
                Console.WriteLine($"kept {kept.ReadToEnd()}");
                Snapshot.DeleteModel("a.txt");
                return;
            }

            Snapshot.SaveModel("a.txt", stream => stream.Write("A"u8));
            Run.SaveCheckpoint(stream => stream.WriteByte(1));
            Snapshot.DeleteModel("a.txt");
            throw new InvalidOperationException("stop");
            """));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Snapshot resumed = _experiment.Train(TrainMode.Resume)!;

        Assert.Contains("kept A", _experiment.Events.Log);
        Assert.Empty(resumed.ModelFiles);
        Assert.False(File.Exists(Path.Combine(resumed.Path, "a.txt")));
    }

    [Fact]
    public void Checkpoint_that_cannot_be_written_whole_leaves_the_one_before()
    {
        _experiment.Write("Task.cs", TaskCode.Training(
            """
            if (Run.OpenCheckpoint() is { } file)
            {
                Console.WriteLine($"resumed {file.ReadByte()}");
                file.Dispose();
                return;
            }

            Run.SaveCheckpoint(stream => stream.WriteByte(1));
            Run.SaveCheckpoint(stream => { stream.WriteByte(2); throw new IOException("the disk is full"); });
            """));
        Assert.Throws<SnapshotStoreException>(() => _experiment.Train());

        _experiment.Train(TrainMode.Resume);

        Assert.Contains("resumed 1", _experiment.Events.Log);
    }

    [Fact]
    public void Test_has_no_checkpoints()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() { }
                public override void Test() => Run.SaveCheckpoint(stream => { });
            """,
            "CheckpointingTask"));
        _experiment.Train();

        Assert.Contains("Only a training", Assert.Throws<TaskFailedException>(() => _experiment.Test()).Message);
    }

    [Fact]
    public void Run_without_a_stored_snapshot_saves_none()
    {
        bool isCalled = false;
        var task = new DirectTask();

        task.Run.SaveCheckpoint(_ => isCalled = true);

        Assert.False(isCalled);
        Assert.Null(task.Run.OpenCheckpoint());
    }

    private double[] Values(Snapshot snapshot) => [.. Points(snapshot).Select(point => point.Value)];

    private IEnumerable<SeriesPoint> Points(Snapshot snapshot) =>
        _experiment.Library.GetMetrics(snapshot, cancellation: TestContext.Current.CancellationToken);

    private sealed class DirectTask : FlamTask;
}
