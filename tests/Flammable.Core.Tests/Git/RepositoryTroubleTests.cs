using Flammable.Errors;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class RepositoryTroubleTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_merge_with_conflicts_is_named_and_left_alone()
    {
        BeginConflict("merge", "side");

        AssertRefused(RepositoryProblem.OperationInProgress, "merge");
    }

    [Fact]
    public void A_merge_resolved_but_not_committed_is_named_and_left_alone()
    {
        BeginConflict("merge", "side");
        _experiment.Folder.Git("add", "--all");

        AssertRefused(RepositoryProblem.OperationInProgress, "merge");
    }

    [Fact]
    public void A_rebase_is_named_and_left_alone()
    {
        BeginConflict("rebase", "side");

        AssertRefused(RepositoryProblem.OperationInProgress, "rebase");
    }

    [Fact]
    public void A_cherry_pick_is_named_and_left_alone()
    {
        BeginConflict("cherry-pick", "side");

        AssertRefused(RepositoryProblem.OperationInProgress, "cherry");
    }

    [Fact]
    public void A_merge_does_not_stand_in_the_way_of_a_detached_capture()
    {
        BeginConflict("merge", "side");
        string before = RepositoryState.Of(_experiment.Folder);

        Assert.NotNull(_experiment.Train(commitMode: CommitMode.Detached));
        Assert.Equal(before, RepositoryState.Of(_experiment.Folder));
    }

    [Fact]
    public void A_merge_does_not_stand_in_the_way_of_the_status()
    {
        BeginConflict("merge", "side");

        Assert.NotEmpty(_experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles);
    }

    [Fact]
    public void A_detached_head_cannot_take_a_commit()
    {
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("checkout", "--quiet", "--detach");
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        AssertRefused(RepositoryProblem.DetachedHead, "detached");
    }

    [Fact]
    public void An_index_that_stays_locked_is_named()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        string path = Path.Combine(_experiment.Folder, ".git", "index.lock");
        File.WriteAllText(path, "");

        AssertRefused(RepositoryProblem.IndexLocked, "index.lock");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task An_index_that_is_locked_for_a_moment_is_waited_for()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        string path = Path.Combine(_experiment.Folder, ".git", "index.lock");
        File.WriteAllText(path, "");

        Task<object?> training = Task.Run<object?>(() => _experiment.Train(), TestContext.Current.CancellationToken);
        Until.True(() => Directory.Exists(Path.Combine(_experiment.Library.Folder, "Experiment")), "The capture");
        File.Delete(path);

        Assert.NotNull(await training);
    }

    [Fact]
    public void A_bare_repository_is_named()
    {
        string bare = Path.Combine(_experiment.Root, "bare.git");
        _experiment.Root.Git("init", "--quiet", "--bare", bare);
        File.WriteAllText(Path.Combine(bare, "Task.cs"), TaskCode.Counting());

        RepositoryException error = Assert.Throws<RepositoryException>(() => _experiment.TrainIn(bare));

        Assert.Equal(RepositoryProblem.Bare, error.Problem);
    }

    [Fact]
    public void A_path_inside_the_git_folder_is_named()
    {
        _experiment.Folder.CommitAll();
        string inside = Path.Combine(_experiment.Folder, ".git", "hooks");
        File.WriteAllText(Path.Combine(inside, "Task.cs"), TaskCode.Counting());

        Assert.Equal(
            RepositoryProblem.InsideGitFolder,
            Assert.Throws<RepositoryException>(() => _experiment.TrainIn(inside)).Problem);
    }

    [Fact]
    public void A_folder_that_the_repository_around_it_ignores_is_named()
    {
        string folder = _experiment.AddFolder("Experiment/scratch");
        _experiment.Write(".gitignore", "/scratch/\n");
        _experiment.Folder.CommitAll();

        Assert.Equal(
            RepositoryProblem.FolderIgnored,
            Assert.Throws<RepositoryException>(() => _experiment.TrainIn(folder)).Problem);
    }

    [Fact]
    public void A_damaged_repository_is_named()
    {
        _experiment.Folder.CommitAll();
        File.WriteAllText(Path.Combine(_experiment.Folder, ".git", "index"), "no index");

        RepositoryException error = Assert.Throws<RepositoryException>(() => _experiment.Train());

        Assert.Contains(_experiment.Folder, error.Message);
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    private void BeginConflict(params string[] operation)
    {
        _experiment.Write("note.txt", "start");
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("checkout", "--quiet", "-b", "side");
        _experiment.Write("note.txt", "side");
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("checkout", "--quiet", "main");
        _experiment.Write("note.txt", "main");
        _experiment.Folder.CommitAll();
        Assert.Throws<InvalidOperationException>(() => _experiment.Folder.Git(operation));
    }

    private void AssertRefused(RepositoryProblem problem, string word)
    {
        string before = RepositoryState.Of(_experiment.Folder);

        RepositoryException error = Assert.Throws<RepositoryException>(() => _experiment.Train());

        Assert.Equal(problem, error.Problem);
        Assert.Contains(word, error.Message);
        Assert.Equal(before, RepositoryState.Of(_experiment.Folder));
        Assert.Empty(_experiment.Library.GetSnapshots());
    }
}
