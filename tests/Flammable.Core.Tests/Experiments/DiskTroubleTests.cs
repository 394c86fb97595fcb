using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

/// <summary>A disk that fills up, and a snapshot's folder that is deleted, in the middle of a training.</summary>
public sealed class DiskTroubleTests : IDisposable
{
    private readonly Experimenting _experiment = new();
    private readonly Gate _gate;

    public DiskTroubleTests() => _gate = new Gate(_experiment.Root);

    private string Counted => Path.Combine(_experiment.Root, "counted");

    public void Dispose()
    {
        // A task that was left behind ends.
        _gate.Open();
        _experiment.Dispose();
    }

    [Fact]
    public async Task Training_that_appends_to_a_full_disk_fails_before_its_points_fill_the_memory()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 4096);
        (SnapshotStoreException error, Snapshot snapshot) = await FailAsync(
            disk,
            $$"""
            for (int i = 0; i < 100; i++) Snapshot.Train.Append("loss", i);
            {{_gate.Statements}}
            int count = 100;
            try { for (; count < 1_000_000; count++) Snapshot.Train.Append("loss", count); }
            finally { File.WriteAllText(@"{{Counted}}", $"{count}"); }
            """);

        Assert.Equal(Path.Combine(snapshot.Path, "metrics.jsonl"), error.Path);
        Assert.InRange(int.Parse(File.ReadAllText(Counted)), 100, 300_000);
        AssertPrefix(disk, snapshot, atLeast: 100);
    }

    [Fact]
    public async Task Training_that_has_little_to_append_fails_all_the_same()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 4096);
        (SnapshotStoreException error, Snapshot snapshot) = await FailAsync(
            disk,
            $$"""
            Snapshot.Train.Append("loss", 0);
            {{_gate.Statements}}
            // More than fits into the file's last page.
            for (int i = 1; i < 200; i++) Snapshot.Train.Append("loss", i);
            Run.Cancellation.WaitHandle.WaitOne(60_000);
            """);

        Assert.Equal(Path.Combine(snapshot.Path, "metrics.jsonl"), error.Path);
        AssertPrefix(disk, snapshot, atLeast: 1);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 100_000; i++) Console.WriteLine(new string('x', 1000));", "run.log")]
    [InlineData("Snapshot.SaveModel(\"big.model\", file => file.Write(new byte[100_000]));", "big.model")]
    public async Task Log_or_model_that_does_not_fit_is_named(string statements, string file)
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 4096);
        (SnapshotStoreException error, Snapshot snapshot) = await FailAsync(
            disk, $$"""Snapshot.Train.Append("loss", 0); Console.WriteLine("begun"); {{_gate.Statements}} {{statements}}""");

        Assert.Equal(Path.Combine(snapshot.Path, file), error.Path);
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        AssertPrefix(disk, snapshot, atLeast: 1);
        Assert.Contains("begun", File.ReadAllText(Path.Combine(snapshot.Path, "run.log")), StringComparison.Ordinal);
        Assert.Empty(snapshot.ModelFiles);
    }

    [Fact]
    public async Task Disk_that_has_space_again_gets_the_points_that_waited()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 4096);
        var second = new Gate(Directory.CreateDirectory(Path.Combine(_experiment.Root, "second")).FullName);
        (Library library, Task<Snapshot?> training) = Begin(
            disk, $$"""{{_gate.Statements}} for (int i = 0; i < 10_000; i++) Snapshot.Train.Append("loss", i); {{second.Statements}}""");
        _gate.WaitUntilReached();
        disk.Fill();
        _gate.Open();
        second.WaitUntilReached();
        disk.Empty();
        second.Open();

        Snapshot trained = (await training)!;

        Assert.Equal(10_000, Points(library, trained).Count());
    }

    [Theory]
    [InlineData("for (int i = 0; i < 6000; i++) { Thread.Sleep(10); Snapshot.Train.Append(\"loss\", 1); }")]
    [InlineData("Run.Cancellation.WaitHandle.WaitOne(60_000);")]
    [InlineData("Thread.Sleep(60_000);")]
    public async Task Training_whose_snapshot_is_deleted_ends_and_says_so(string statements)
    {
        _experiment.Write("Task.cs", TaskCode.Training($$"""Snapshot.Train.Append("loss", 0); {{_gate.Statements}} {{statements}}"""));
        Task<Snapshot?> training = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        _gate.WaitUntilReached();
        Snapshot snapshot = Assert.Single(_experiment.Library.GetSnapshots());
        Directory.Delete(snapshot.Path, recursive: true);
        _gate.Open();

        SnapshotStoreException error = await Assert.ThrowsAsync<SnapshotStoreException>(() => training);

        Assert.Equal(
            (Path.Combine(snapshot.Path, "metrics.jsonl"), StoreProblem.NotWritable, $"The journal '{error.Path}' cannot be written: it is gone."),
            (error.Path, error.Problem, error.Message));
        Assert.False(Directory.Exists(snapshot.Path));
        Assert.Empty(_experiment.Library.GetSnapshots());
        _experiment.Write("Task.cs", TaskCode.Counting());
        Assert.NotNull(_experiment.Train());
    }

    private async Task<(SnapshotStoreException Error, Snapshot Snapshot)> FailAsync(SmallDisk disk, string statements)
    {
        (Library library, Task<Snapshot?> training) = Begin(disk, statements);
        _gate.WaitUntilReached();
        Snapshot running = Assert.Single(library.GetSnapshots());
        Until.True(() => Points(library, running).Any(), "The first points");
        disk.Fill();
        _gate.Open();
        SnapshotStoreException error = await Assert.ThrowsAsync<SnapshotStoreException>(() => training);
        Assert.Equal(StoreProblem.NotWritable, error.Problem);

        Snapshot snapshot = Assert.Single(library.GetSnapshots());
        Assert.True(snapshot.State is SnapshotState.Failed or SnapshotState.Interrupted, snapshot.State.ToString());
        return (error, snapshot);
    }

    private (Library Library, Task<Snapshot?> Training) Begin(SmallDisk disk, string statements)
    {
        _experiment.Write("Task.cs", TaskCode.Training(statements));
        var library = Library.Open(Path.Combine(disk.Folder, "library"));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return (library, Task.Run(() => library.Train(new TrainRequest(_experiment.Folder), cancellation: cancellation), cancellation));
    }

    private static void AssertPrefix(SmallDisk disk, Snapshot snapshot, int atLeast)
    {
        double[] values = [.. Points(Library.Open(Path.Combine(disk.Folder, "library")), snapshot).Select(point => point.Value)];
        Assert.True(values.Length >= atLeast, $"{values.Length}");
        Assert.Equal(Enumerable.Range(0, values.Length).Select(i => (double)i), values);
    }

    private static IEnumerable<SeriesPoint> Points(Library library, Snapshot snapshot) =>
        library.GetMetrics(snapshot, null, follow: false, TestContext.Current.CancellationToken);
}
