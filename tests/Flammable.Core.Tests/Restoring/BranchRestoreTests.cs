using Flammable.Errors;
using Flammable.Restoring;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Restoring;

public sealed class BranchRestoreTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private RepositoryException Refused(Snapshot snapshot, string branch) =>
        Assert.Throws<RepositoryException>(() => _experiment.Library.RestoreBranch(snapshot, branch));

    [Theory]
    [InlineData(CommitMode.Branch)]
    [InlineData(CommitMode.Detached)]
    public void Branch_appears_at_the_snapshots_commit_and_all_else_stays(CommitMode mode)
    {
        _experiment.Folder.CommitAll();
        Snapshot first = _experiment.Train(commitMode: mode)!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Train(commitMode: mode);
        _experiment.Write("staged.txt", "staged");
        _experiment.Folder.Git("add", "staged.txt");
        string before = RepositoryState.Of(_experiment.Folder);

        RestoredSnapshot restored = _experiment.Library.RestoreBranch(first, "past/one");

        Assert.Equal(("past/one", _experiment.Folder), (restored.Branch, restored.Path));
        Assert.Equal(first.Commit, _experiment.Folder.Git("rev-parse", "refs/heads/past/one"));
        _experiment.Folder.Git("update-ref", "-d", "refs/heads/past/one");
        Assert.Equal(before, RepositoryState.Of(_experiment.Folder));
    }

    [Fact]
    public void Commit_that_the_repository_lost_comes_from_the_library()
    {
        Snapshot first = _experiment.Train()!;
        Directory.Delete(Path.Combine(_experiment.Folder, ".git"), recursive: true);
        _experiment.Folder.Git("init", "--quiet", "--initial-branch=main");

        _experiment.Library.RestoreBranch(first, "past");

        Assert.Equal(first.Commit, _experiment.Folder.Git("rev-parse", "past"));
        Assert.Equal("", _experiment.Folder.Git("fsck", "--full", "--no-dangling"));
    }

    [Fact]
    public void Linked_worktree_gets_its_branch_in_the_first_one()
    {
        _experiment.Folder.CommitAll();
        string linked = Path.Combine(_experiment.Root, "Linked");
        _experiment.Folder.Git("worktree", "add", "--quiet", "-b", "side", linked);
        File.WriteAllText(Path.Combine(linked, "Task.cs"), TaskCode.Counting(3));
        Snapshot snapshot = _experiment.TrainIn(linked)!;

        _experiment.Library.RestoreBranch(snapshot, "past");

        Assert.Equal(snapshot.Commit, _experiment.Folder.Git("rev-parse", "refs/heads/past"));
        Assert.Equal(snapshot.Commit, linked.Git("rev-parse", "refs/heads/past"));
    }

    [Fact]
    public void Branch_that_is_at_the_commit_already_is_left_and_said()
    {
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Library.RestoreBranch(snapshot, "past");

        Assert.Contains("'past'", Assert.Single(_experiment.Library.RestoreBranch(snapshot, "past").Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("other/inner")]
    [InlineData("deep")]
    public void Branch_of_another_commit_is_not_moved(string name)
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = _experiment.Train()!;
        _experiment.Library.RestoreBranch(second, "other");
        _experiment.Library.RestoreBranch(second, "deep/inner");

        Assert.Equal(RepositoryProblem.BranchExists, Refused(first, name).Problem);
        Assert.Equal(second.Commit, _experiment.Folder.Git("rev-parse", "refs/heads/other"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HEAD")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("a..b")]
    [InlineData("a.lock")]
    [InlineData("/a")]
    public void Name_that_git_does_not_allow_is_refused(string name) =>
        Assert.Equal(RepositoryProblem.BranchNameInvalid, Refused(_experiment.Train()!, name).Problem);

    [Fact]
    public void Folder_that_is_gone_is_said()
    {
        Snapshot snapshot = _experiment.Train()!;
        Directory.Delete(_experiment.Folder, recursive: true);

        Assert.Equal(RepositoryProblem.NoRepository, Refused(snapshot, "past").Problem);
    }

    [Fact]
    public void Commit_that_is_nowhere_is_said() => Assert.Equal(
        RepositoryProblem.CommitMissing, Refused(_experiment.Train()! with { Commit = new string('a', 40) }, "past").Problem);
}
