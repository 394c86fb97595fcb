using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Git;

public sealed class DetachedCaptureTests : IDisposable
{
    private readonly Experimenting _experiment = new("Repo/Sub");

    public DetachedCaptureTests()
    {
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "1");
        Repo.CommitAll();
    }

    public void Dispose() => _experiment.Dispose();

    private string Repo => Path.Combine(_experiment.Root, "Repo");

    [Fact]
    public void It_is_the_default_where_the_folder_lies_in_a_larger_repository()
    {
        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal("Detached", snapshot.CommitMode);
        Assert.Equal(Repo.Git("rev-parse", "HEAD"), snapshot.BaseCommit);
        Assert.Equal("Sub", snapshot.CodeFolder);
    }

    [Fact]
    public void Head_branches_index_stash_and_files_are_the_same_before_and_after_bit_for_bit()
    {
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "stashed");
        Repo.Git("stash");
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "staged");
        Repo.Git("add", "other.txt");
        File.WriteAllText(Path.Combine(Repo, "other.txt"), "on disk");
        File.WriteAllText(Path.Combine(Repo, "untracked.txt"), "");
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Write("new.txt", "");
        // A time that differs from the index's makes git want to write the index.
        File.SetLastWriteTimeUtc(Path.Combine(Repo, "other.txt"), DateTime.UtcNow.AddHours(-1));
        string before = RepositoryState.Of(Repo);

        _experiment.Train();
        _experiment.Train(TrainMode.Force);
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        _experiment.Test();

        File.SetLastWriteTimeUtc(Path.Combine(_experiment.Folder, "Task.cs"), DateTime.UnixEpoch);
        string after = RepositoryState.Of(Repo);
        Assert.Equal(WithoutTimeOf("Task.cs", before), WithoutTimeOf("Task.cs", after));
    }

    [Fact]
    public void Only_the_experiments_folder_is_captured()
    {
        _experiment.Write("inner/data.txt", "");

        Assert.Equal(["Sub/Task.cs", "Sub/inner/data.txt"], Repo.FilesOf(_experiment.Train()!.Commit));
    }

    [Fact]
    public void Only_the_experiments_folder_is_captured_after_a_capture_on_the_branch()
    {
        _experiment.Train(commitMode: CommitMode.Branch);
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.Equal(["Sub/Task.cs"], Repo.FilesOf(_experiment.Train(commitMode: CommitMode.Detached)!.Commit));
    }

    [Fact]
    public void Unchanged_code_that_the_branch_has_keeps_its_commit_when_it_is_forced()
    {
        Snapshot first = _experiment.Train(commitMode: CommitMode.Branch)!;

        Assert.Equal(first.Commit, _experiment.Train(TrainMode.Force, CommitMode.Detached)!.Commit);
    }

    [Fact]
    public void Each_snapshots_commit_is_kept_under_a_ref_of_its_own()
    {
        Snapshot first = _experiment.Train()!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));
        Snapshot second = _experiment.Train()!;

        string[] refs = Repo.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/flammable").Split('\n');
        Assert.Equal(2, refs.Length);
        Assert.StartsWith(first.Commit, refs[0]);
        Assert.EndsWith("/" + second.Name, refs[1]);
        Assert.Equal(first.Commit, Repo.Git("rev-parse", second.Commit + "~1"));
    }

    [Fact]
    public void The_commit_outlives_gits_garbage_collection()
    {
        Snapshot snapshot = _experiment.Train()!;

        Repo.Git("gc", "--quiet", "--prune=now");

        Assert.Equal("commit", Repo.Git("cat-file", "-t", snapshot.Commit));
    }

    [Fact]
    public void A_deleted_file_is_not_in_the_next_capture()
    {
        _experiment.Write("old.txt", "");
        _experiment.Train();
        File.Delete(Path.Combine(_experiment.Folder, "old.txt"));

        Assert.Equal(["Sub/Task.cs"], Repo.FilesOf(_experiment.Train()!.Commit));
    }

    [Fact]
    public void It_works_on_an_unborn_branch()
    {
        string repository = Path.Combine(_experiment.Root, "Unborn");
        string folder = _experiment.AddFolder("Unborn/Part");
        repository.Git("init", "--quiet");

        Snapshot snapshot = _experiment.TrainIn(folder)!;

        Assert.Equal(["Part/Task.cs"], repository.FilesOf(snapshot.Commit));
        Assert.Null(snapshot.BaseCommit);
        Assert.Equal("", repository.Git("for-each-ref", "refs/heads"));
    }

    [Fact]
    public void It_works_on_a_detached_head()
    {
        Repo.Git("checkout", "--quiet", "--detach");
        string before = RepositoryState.Of(Repo);

        Assert.NotNull(_experiment.Train());
        Assert.Equal(before, RepositoryState.Of(Repo));
    }

    [Fact]
    public void It_works_while_the_index_is_locked()
    {
        string path = Path.Combine(Repo, ".git", "index.lock");
        File.WriteAllText(path, "");
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.NotNull(_experiment.Train());
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void It_works_in_a_folder_that_is_the_repositorys_root_when_asked_for()
    {
        string folder = _experiment.AddFolder("Alone");
        folder.CommitAll();
        File.WriteAllText(Path.Combine(folder, "Task.cs"), TaskCode.Counting(2));
        string before = RepositoryState.Of(folder);

        Snapshot snapshot = _experiment.TrainIn(folder, commitMode: CommitMode.Detached)!;

        Assert.Equal(before, RepositoryState.Of(folder));
        Assert.Equal(snapshot.BaseCommit, folder.Git("rev-parse", "HEAD"));
        Assert.Null(_experiment.TrainIn(folder, commitMode: CommitMode.Detached));
    }

    [Fact]
    public void A_switch_of_the_branch_alone_is_no_change()
    {
        _experiment.Train();
        Repo.Git("checkout", "--quiet", "-b", "side");
        Repo.Git("commit", "--quiet", "--allow-empty", "--message", "side");

        Assert.Null(_experiment.Train());
    }

    private static string WithoutTimeOf(string file, string state) =>
        string.Join('\n', state.Split('\n').Where(line => !line.Contains($"/{file} ", StringComparison.Ordinal)));
}
