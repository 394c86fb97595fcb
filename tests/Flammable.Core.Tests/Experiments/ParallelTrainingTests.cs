using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class ParallelTrainingTests : IDisposable
{
    private const int Count = 6;

    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public async Task Of_many_first_trainings_at_once_one_trains_and_the_others_find_nothing_to_do()
    {
        Snapshot?[] results = await AtOnce(_ => _experiment.Train());

        Snapshot trained = Assert.Single(results.OfType<Snapshot>());
        Assert.Equal(trained.Name, Assert.Single(_experiment.Library.GetSnapshots()).Name);
        Assert.Equal("1", _experiment.Folder.Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public async Task Forced_trainings_at_once_make_distinct_snapshots_of_one_commit()
    {
        Snapshot?[] results = await AtOnce(_ => _experiment.Train(TrainMode.Force));

        Assert.Equal(Count, results.Select(snapshot => snapshot!.Name).Distinct().Count());
        Assert.Equal(Count, results.Select(snapshot => snapshot!.Id).Distinct().Count());
        Assert.Equal(Count, results.Select(snapshot => snapshot!.Name[..15]).Distinct().Count());
        Assert.Single(results.Select(snapshot => snapshot!.Commit).Distinct());
        Assert.All(_experiment.Library.GetSnapshots(), snapshot => Assert.Equal(SnapshotState.Trained, snapshot.State));
    }

    [Fact]
    public async Task Folders_of_one_name_trained_at_once_become_experiments_of_their_own()
    {
        string[] folders = [.. Enumerable.Range(0, Count).Select(i => _experiment.AddFolder($"{i}/Same"))];

        Snapshot?[] results = await AtOnce(i => _experiment.TrainIn(folders[i]));

        Assert.Equal(Count, results.Select(snapshot => snapshot!.Experiment).Distinct().Count());
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(_experiment.Library.Folder), folder => Path.GetFileName(folder).StartsWith(".new", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public async Task Folders_of_one_repository_trained_at_once_lose_no_commit(CommitMode mode)
    {
        string repository = Path.Combine(_experiment.Root, "mono");
        string[] folders = [.. Enumerable.Range(0, Count).Select(i => _experiment.AddFolder($"mono/part{i}", i))];
        File.WriteAllText(Path.Combine(repository, "readme"), "");
        repository.Git("init", "--quiet");
        repository.Git("add", "readme");
        repository.Git("commit", "--quiet", "--message", "start");

        Snapshot?[] results = await AtOnce(i => _experiment.TrainIn(folders[i], commitMode: mode));

        Assert.All(results, snapshot => Assert.Equal(SnapshotState.Trained, snapshot!.State));
        if (mode == CommitMode.Branch)
        {
            Assert.Equal($"{Count + 1}", repository.Git("rev-list", "--count", "HEAD"));
            Assert.Equal("", repository.Git("status", "--porcelain"));
        }
    }

    [Fact]
    public async Task A_second_training_goes_on_while_the_first_one_trains()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> first = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.Equal(SnapshotState.Trained, _experiment.Train()!.State);
        Assert.Equal(SnapshotState.Training, _experiment.Library.GetSnapshots().Last().State);
        gate.Open();
        Assert.Equal(SnapshotState.Trained, (await first)!.State);
    }

    [Fact]
    public async Task A_training_that_waits_for_its_turn_can_be_cancelled()
    {
        string locks = Path.Combine(_experiment.Library.Folder, ".cache", "locks");
        _experiment.Train();
        FileStream[] turns = [.. Directory.GetFiles(locks).Select(path => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))];
        using var stop = new CancellationTokenSource();
        Task waiting = Task.Run(
            () => _experiment.Library.Train(new TrainRequest(_experiment.Folder) { Mode = TrainMode.Force }, cancellation: stop.Token),
            TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Array.ForEach(turns, turn => turn.Dispose());
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    private static Task<Snapshot?[]> AtOnce(Func<int, Snapshot?> train)
    {
        var start = new Barrier(Count);
        var running = Enumerable.Range(0, Count)
            .Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return train(i);
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default))
            .ToArray();
        return Task.WhenAll(running);
    }
}
