using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Lifecycle;

public sealed class RemovalTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private Library Library => _experiment.Library;

    [Fact]
    public void A_removed_snapshot_is_listed_no_more_and_comes_back_with_every_file()
    {
        Snapshot snapshot = _experiment.Train()!;
        long size = Library.GetSize(snapshot);
        string[] files = Files(snapshot.Path);

        Removal removal = Library.Remove(snapshot, Token);

        Assert.Empty(Library.GetSnapshots());
        Assert.Equal(size, removal.Bytes);
        Assert.True(size > 0);
        Assert.Equal((RemovalKind.Snapshot, 1, snapshot.ToString()), (removal.Kind, removal.SnapshotCount, removal.ToString()));
        Library.Undo(Assert.Single(Library.GetRemovals()), Token);
        Assert.Equal(files, Files(snapshot.Path));
        Assert.Empty(Library.GetRemovals());
        Assert.Equal(1, Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public void A_removed_experiment_comes_back_with_its_link_to_the_folder()
    {
        _experiment.Train();
        Snapshot second = _experiment.Train(TrainMode.Force)!;
        Experiment experiment = Library.GetExperiments().Single();

        Removal removal = Library.Remove(experiment, Token);

        Assert.Equal((RemovalKind.Experiment, 2), (removal.Kind, removal.SnapshotCount));
        Assert.Empty(Library.GetExperiments());
        Assert.Null(Library.GetStatus(_experiment.Folder, Token).Experiment);
        Library.Undo(removal, Token);
        ExperimentStatus status = Library.GetStatus(_experiment.Folder, Token);
        Assert.Equal(second.Name, status.LastSnapshot!.Name);
        Assert.False(status.IsChanged);
    }

    [Fact]
    public void A_folder_whose_experiment_was_removed_gets_a_new_one()
    {
        _experiment.Train();
        Experiment removed = Library.GetExperiments().Single();
        Removal removal = Library.Remove(removed, Token);

        _experiment.Train();

        Experiment made = Library.GetExperiments().Single();
        Assert.NotEqual(removed.Id, made.Id);
        Assert.Equal(1, made.SnapshotCount);
        ExperimentExistsException error = Assert.Throws<ExperimentExistsException>(() => Library.Undo(removal, Token));
        Assert.Equal(removed.Name, error.Name);
        Library.Rename(made, "Other", Token);
        Library.Undo(removal, Token);
        Assert.Equal([removed.Id, made.Id], Library.GetExperiments().Select(experiment => experiment.Id));
        Assert.Equal("Other", Library.GetStatus(_experiment.Folder, Token).Experiment);
    }

    [Fact]
    public void A_removed_snapshot_finds_the_experiment_that_was_renamed_meanwhile()
    {
        Snapshot snapshot = _experiment.Train()!;
        Removal removal = Library.Remove(snapshot, Token);
        Library.Rename(Library.GetExperiments().Single(), "Other", Token);

        Assert.Equal("Other", Assert.Single(Library.GetRemovals()).Experiment);
        Assert.Equal("Other", Library.Undo(removal, Token).Experiment);
        Assert.Equal($"Other/{snapshot.Name}", Library.GetSnapshots().Single().ToString());
    }

    [Fact]
    public void A_snapshot_whose_experiment_is_removed_too_waits_for_it()
    {
        Snapshot snapshot = _experiment.Train()!;
        Removal first = Library.Remove(snapshot, Token);
        Removal second = Library.Remove(Library.GetExperiments().Single(), Token);

        Assert.Equal(snapshot.Experiment, Assert.Throws<ExperimentNotFoundException>(() => Library.Undo(first, Token)).Name);
        Library.Undo(second, Token);
        Library.Undo(first, Token);
        Assert.Equal(snapshot.Name, Library.GetSnapshots().Single().Name);
    }

    [Fact]
    public void A_snapshot_that_is_in_the_library_again_is_not_replaced_by_the_removed_one()
    {
        Snapshot snapshot = _experiment.Train()!;
        string copy = Path.Combine(_experiment.Root, "copy");
        Assert.Single(Library.Push([snapshot], copy, cancellation: Token));
        Removal removal = Library.Remove(snapshot, Token);
        Assert.Single(Library.Pull(copy, cancellation: Token));

        Assert.Equal(SnapshotStateProblem.PlaceTaken, Assert.Throws<SnapshotStateException>(() => Library.Undo(removal, Token)).Problem);

        Library.Remove(Library.GetSnapshots().Single(), Token);
        Library.Undo(removal, Token);
        Assert.Equal(1, Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public async Task A_running_snapshot_is_not_removed_nor_is_its_experiment()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> training = Task.Run(() => _experiment.Train(), Token);
        gate.WaitUntilReached();
        Snapshot running = Library.GetSnapshots().Single();

        Assert.Equal(SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => Library.Remove(running, Token)).Problem);
        Assert.Equal(
            SnapshotStateProblem.InUse,
            Assert.Throws<SnapshotStateException>(() => Library.Remove(Library.GetExperiments().Single(), Token)).Problem);
        Assert.Throws<SnapshotStateException>(() => Library.Rename(Library.GetExperiments().Single(), "Other", Token));

        gate.Open();
        Assert.Equal(SnapshotState.Trained, (await training)!.State);
        Assert.Empty(Library.GetRemovals());
    }

    [Fact]
    public async Task Of_two_removals_at_once_one_wins_and_the_other_finds_it_gone()
    {
        Snapshot snapshot = _experiment.Train()!;

        Task<Removal>[] removals = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Library.Remove(snapshot, Token), Token))];
        await Task.WhenAll(removals).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Contains(removals, removal => removal.IsCompletedSuccessfully);
        Assert.IsType<SnapshotNotFoundException>(removals.Single(removal => removal.IsFaulted).Exception!.InnerException);
        Assert.Single(Library.GetRemovals());
    }

    [Fact]
    public void An_undone_removal_is_not_undone_again()
    {
        Removal removal = Library.Remove(_experiment.Train()!, Token);
        Library.Undo(removal, Token);

        Assert.Equal(removal.Id, Assert.Throws<RemovalNotFoundException>(() => Library.Undo(removal, Token)).Id);
    }

    [Fact]
    public void A_removal_is_found_by_what_was_removed()
    {
        Snapshot first = _experiment.Train()!;
        Snapshot second = _experiment.Train(TrainMode.Force)!;
        Removal one = Library.Remove(first, Token);
        Removal two = Library.Remove(second, Token);

        Assert.Equal(two, Library.GetRemoval());
        Assert.All([one.Id, one.Name, first.Id, first.Name, first.ToString()], id => Assert.Equal(one, Library.GetRemoval(id)));
        Assert.Equal([two.Id, one.Id], Assert.Throws<RemovalNotFoundException>(() => Library.GetRemoval("2")).Matches);
        Assert.Empty(Assert.Throws<RemovalNotFoundException>(() => Library.GetRemoval("nothing")).Matches);
    }

    [Fact]
    public void What_a_killed_removal_left_is_no_removal_and_the_next_one_clears_it_away()
    {
        string leftover = Path.Combine(Library.Folder, ".trash", "20250101-000000-abcde");
        Directory.CreateDirectory(leftover);
        File.WriteAllText(Path.Combine(leftover, "removal.json"), "{");

        Assert.Empty(Library.GetRemovals());
        Library.Remove(_experiment.Train()!, Token);
        Assert.False(Directory.Exists(leftover));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {Convert.ToBase64String(File.ReadAllBytes(path))}")];
}
