using Flammable.Errors;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class FailedCaptureTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_training_cancelled_before_the_commit_leaves_no_repository_behind()
    {
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _experiment.Library.Train(
            new TrainRequest(_experiment.Folder), new OnStep("Made experiment", stop.Cancel), stop.Token));

        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.Empty(_experiment.Library.GetSnapshots());
        Assert.NotNull(_experiment.Train());
    }

    [Fact]
    public void A_listener_that_throws_leaves_the_folder_able_to_train()
    {
        Assert.Throws<InvalidOperationException>(() => _experiment.Library.Train(
            new TrainRequest(_experiment.Folder),
            new OnStep("Made experiment", () => throw new InvalidOperationException()),
            TestContext.Current.CancellationToken));

        Assert.NotNull(_experiment.Train());
    }

    [Fact]
    public void Code_committed_by_a_training_that_broke_off_is_trained_by_the_next_one_without_another_commit()
    {
        Assert.Throws<InvalidOperationException>(() => _experiment.Library.Train(
            new TrainRequest(_experiment.Folder),
            new OnStep("Committed", () => throw new InvalidOperationException()),
            TestContext.Current.CancellationToken));

        Assert.Equal(_experiment.Folder.Git("rev-parse", "HEAD"), _experiment.Train()!.Commit);
        Assert.Equal("1", _experiment.Folder.Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public void A_full_disk_under_the_library_is_named_and_leaves_no_snapshot()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 256);
        disk.Fill();
        var library = Library.Open(Path.Combine(disk.Folder, "library"));

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(
            () => library.Train(new TrainRequest(_experiment.Folder), cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(StoreProblem.NotWritable, error.Problem);
        Assert.Empty(library.GetSnapshots());
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
    }

    [Fact]
    public void A_disk_that_fills_up_while_the_code_is_archived_is_named_and_leaves_no_snapshot()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 512);
        var library = Library.Open(Path.Combine(disk.Folder, "library"));

        FlammableException error = Assert.ThrowsAny<FlammableException>(() => library.Train(
            new TrainRequest(_experiment.Folder),
            new OnStep("Committed", disk.Fill),
            TestContext.Current.CancellationToken));

        Assert.True(
            error is RepositoryException { Problem: RepositoryProblem.NotWritable } or SnapshotStoreException { Problem: StoreProblem.NotWritable },
            error.ToString());
        Assert.Empty(library.GetSnapshots());
        disk.Empty();
        Assert.NotNull(library.Train(new TrainRequest(_experiment.Folder), cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_full_disk_under_the_code_is_named_and_the_branch_stays()
    {
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 1024);
        string folder = _experiment.AddFolder("disk/Code");
        folder.CommitAll();
        string head = folder.Git("rev-parse", "HEAD");
        File.WriteAllText(Path.Combine(folder, "Task.cs"), TaskCode.Counting(2));
        File.WriteAllBytes(Path.Combine(folder, "noise"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(64 * 1024));
        disk.Fill();

        FlammableException error = Assert.ThrowsAny<FlammableException>(() => _experiment.TrainIn(folder));

        Assert.True(
            error is RepositoryException { Problem: RepositoryProblem.NotWritable } or SnapshotStoreException { Problem: StoreProblem.NotWritable },
            error.ToString());
        Assert.Equal(head, folder.Git("rev-parse", "HEAD"));
        Assert.Empty(_experiment.Library.GetSnapshots());
    }

    private sealed class OnStep(string step, Action act) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                act();
            }
        }
    }
}
