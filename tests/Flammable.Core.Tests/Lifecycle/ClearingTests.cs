using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Lifecycle;

public sealed class ClearingTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private Library Library => _experiment.Library;

    private string Repository => Path.Combine(Library.Folder, "Experiment", "repo");

    [Fact]
    public void It_frees_exactly_what_it_announced()
    {
        _experiment.Train(commitMode: CommitMode.Detached);
        Snapshot second = TrainChanged(2);
        Library.Remove(second, Token);
        ClearingPlan plan = Library.PlanClearing(cancellation: Token);
        long before = DiskUse.Of(Library.Folder);

        IReadOnlyList<Reclaimable> freed = Library.Clear(plan, Token);

        Assert.Equal(plan.Totals, freed);
        Assert.Equal(before - DiskUse.Of(Library.Folder), plan.Bytes);
        Assert.Equal(
            [ReclaimableKind.Removal, ReclaimableKind.Reference, ReclaimableKind.Object, ReclaimableKind.Cache],
            plan.Totals.Select(total => total.Kind));
        Assert.Empty(Library.GetRemovals());
        Assert.Empty(Library.PlanClearing(cancellation: Token).Totals);
    }

    [Fact]
    public void A_plan_changes_nothing()
    {
        Library.Remove(_experiment.Train()!, Token);
        long before = DiskUse.Of(Library.Folder);

        Library.PlanClearing(cancellation: Token);

        Assert.Equal(before, DiskUse.Of(Library.Folder));
        Assert.Single(Library.GetRemovals());
    }

    [Fact]
    public void A_plan_for_a_library_without_trash_makes_none()
    {
        _experiment.Train();

        Library.PlanClearing(cancellation: Token);

        Assert.False(Directory.Exists(Path.Combine(Library.Folder, ".trash")));
    }

    [Fact]
    public void A_damaged_experiment_is_left_as_it_is()
    {
        _experiment.Train();
        File.WriteAllText(Path.Combine(Library.Folder, "Experiment", "experiment.json"), "{");

        ClearingPlan plan = Library.PlanClearing(cancellation: Token);

        Assert.Equal(ReclaimableKind.Cache, Assert.Single(plan.Totals).Kind);
        Assert.Contains("experiment.json", Assert.Single(plan.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_that_another_snapshot_shares_stays()
    {
        Snapshot first = _experiment.Train()!;
        Snapshot second = _experiment.Train(TrainMode.Force)!;
        Library.Remove(second, Token);

        Clear();

        Assert.Equal(first.Commit, second.Commit);
        Assert.Equal($"{first.Commit} refs/snapshots/{first.Name}", Repository.Git("for-each-ref", "--format=%(objectname) %(refname)"));
        Assert.Equal("", Repository.Git("fsck", "--strict", "--full", "--unreachable"));
        Assert.Equal(1, Library.Test(new TestRequest { Snapshot = first }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public void A_commit_in_the_middle_of_the_history_stays_for_the_snapshots_after_it()
    {
        Snapshot first = _experiment.Train()!;
        Snapshot second = TrainChanged(2);
        Library.Remove(first, Token);

        Clear();

        Assert.Equal("2", Repository.Git("rev-list", "--count", second.Commit));
        Assert.Equal("", Repository.Git("fsck", "--full", "--unreachable"));
    }

    [Fact]
    public void A_snapshot_whose_ref_got_lost_keeps_its_commit()
    {
        Snapshot snapshot = _experiment.Train()!;
        Repository.Git("update-ref", "-d", $"refs/snapshots/{snapshot.Name}");

        Clear();

        Assert.Equal("commit", Repository.Git("cat-file", "-t", snapshot.Commit));
        Assert.Equal(["Task.cs"], Repository.FilesOf(snapshot.Commit));
    }

    [Fact]
    public void The_commit_that_an_amended_snapshot_was_trained_on_stays_as_long_as_the_snapshot()
    {
        Snapshot trained = _experiment.Train(commitMode: CommitMode.Detached)!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot amended = Library.Update(new UpdateRequest { Path = _experiment.Folder, Amend = true, CommitMode = CommitMode.Detached }, cancellation: Token)!;
        Assert.NotEqual(trained.Commit, amended.Commit);

        Clear();
        Assert.Equal("commit", Repository.Git("cat-file", "-t", trained.Commit));
        Library.Remove(amended, Token);
        Clear();

        Assert.Equal("", Repository.Git("for-each-ref"));
        Assert.Equal("", Repository.Git("count-objects", "-v").Split('\n').FirstOrDefault(line => line is not "count: 0" && line.StartsWith("count", StringComparison.Ordinal)) ?? "");
    }

    [Fact]
    public void Code_that_was_cleared_is_captured_again()
    {
        Snapshot snapshot = _experiment.Train()!;
        Library.Remove(snapshot, Token);
        Clear();

        Snapshot again = _experiment.Train(TrainMode.Force)!;

        Assert.Equal(snapshot.Commit, again.Commit);
        Assert.Equal("", Repository.Git("fsck", "--full"));
        Assert.Equal(1, Library.Test(new TestRequest { Snapshot = again }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public void What_was_removed_later_than_asked_for_can_still_be_undone()
    {
        Snapshot snapshot = _experiment.Train()!;
        Library.Remove(snapshot, Token);

        Library.Clear(Library.PlanClearing(TimeSpan.FromDays(1), Token), Token);

        Library.Undo(Library.GetRemoval(), Token);
        Assert.Equal(1, Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public void What_was_undone_after_the_announcement_stays()
    {
        Snapshot snapshot = TrainAndChange();
        Removal removal = Library.Remove(snapshot, Token);
        ClearingPlan plan = Library.PlanClearing(cancellation: Token);
        Library.Undo(removal, Token);

        IReadOnlyList<Reclaimable> freed = Library.Clear(plan, Token);

        Assert.Equal([ReclaimableKind.Cache], freed.Select(one => one.Kind));
        Assert.Equal(2, Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public void What_was_removed_after_the_announcement_can_be_undone()
    {
        Snapshot snapshot = TrainAndChange();
        ClearingPlan plan = Library.PlanClearing(cancellation: Token);
        Library.Remove(snapshot, Token);

        Library.Clear(plan, Token);

        Library.Undo(Library.GetRemoval(), Token);
        Assert.Equal(2, Library.Test(new TestRequest { Snapshot = snapshot }, cancellation: Token).Test["number"].Last);
    }

    [Fact]
    public async Task The_cache_stays_while_a_task_is_loaded()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> training = Task.Run(() => _experiment.Train(), Token);
        gate.WaitUntilReached();

        ClearingPlan plan = Library.PlanClearing(cancellation: Token);

        Assert.Empty(plan.Totals);
        Assert.Contains(".cache", Assert.Single(plan.Skipped), StringComparison.Ordinal);
        gate.Open();
        await training;
        Assert.Equal(ReclaimableKind.Cache, Assert.Single(Library.PlanClearing(cancellation: Token).Totals).Kind);
    }

    [Fact]
    public void A_damaged_repository_is_left_as_it_is()
    {
        Snapshot first = _experiment.Train()!;
        Snapshot second = TrainChanged(2);
        string tree = Repository.Git("rev-parse", $"{first.Commit}^{{tree}}");
        File.Delete(Path.Combine(Repository, "objects", tree[..2], tree[2..]));
        Library.Remove(second, Token);

        ClearingPlan plan = Library.PlanClearing(cancellation: Token);

        Assert.DoesNotContain(plan.Totals, total => total.Kind is ReclaimableKind.Object or ReclaimableKind.Reference);
        Assert.Contains(tree, Assert.Single(plan.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Leftovers_of_killed_changes_go_and_young_ones_stay()
    {
        _experiment.Train();
        string[] old = [MakeLeftover(".new-a"), MakeLeftover("Experiment/snapshots/.new-b"), MakeLeftover("Experiment/repo/objects/tmp_object_c"), MakeLeftover(".trash/.d")];
        string young = Path.Combine(Library.Folder, ".new-e");
        Directory.CreateDirectory(young);

        Clear();

        Assert.All(old, path => Assert.False(Path.Exists(path), path));
        Assert.True(Directory.Exists(young));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void Clear() => Library.Clear(Library.PlanClearing(cancellation: Token), Token);

    private Snapshot TrainChanged(int number)
    {
        _experiment.Write("Task.cs", TaskCode.Counting(number));
        return _experiment.Train(commitMode: CommitMode.Detached)!;
    }

    private Snapshot TrainAndChange()
    {
        _experiment.Train(commitMode: CommitMode.Detached);
        return TrainChanged(2);
    }

    private string MakeLeftover(string name)
    {
        string path = Path.Combine(Library.Folder, name);
        if (name.Contains("tmp_", StringComparison.Ordinal))
        {
            File.WriteAllText(path, "rest");
            return path;
        }

        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "rest"), "rest");
        Directory.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
        return path;
    }
}
