using System.Text.RegularExpressions;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Transfer;

namespace Flammable.Tests.Transfer;

public sealed class RemoteTests : IDisposable
{
    private readonly Colleagues _colleagues = new();

    [Fact]
    public void Snapshot_goes_to_a_colleague_with_nothing_but_git()
    {
        Snapshot mine = _colleagues.Mine.Train()!;

        CopiedSnapshot pushed = Assert.Single(_colleagues.Push(mine, artifacts: true));
        CopiedSnapshot pulled = Assert.Single(_colleagues.Pull(artifacts: true));

        Assert.Equal((CopyStatus.Copied, CopyStatus.Copied), (pushed.Status, pulled.Status));
        Assert.Equal(pushed.Bytes, pulled.Bytes + 37);
        Snapshot theirs = _colleagues.Theirs.GetSnapshot(mine.Id);
        Assert.Equal((mine.Name, mine.Commit, "Digits", SnapshotState.Trained), (theirs.Name, theirs.Commit, theirs.Experiment, theirs.State));
        Assert.Equal(Points(_colleagues.Mine.Library, mine), Points(_colleagues.Theirs, theirs));
        Assert.Equal("1", File.ReadAllText(Path.Combine(theirs.Path, "final.txt")));
        Assert.Equal(1, _colleagues.TestTheirs(theirs).Test["number"].Last);
        Assert.Empty(_colleagues.Refused);
    }

    [Fact]
    public void Identity_of_the_experiment_goes_with_its_snapshots()
    {
        _colleagues.Push(_colleagues.Mine.Train()!);

        _colleagues.Pull();

        Assert.Equal(_colleagues.Mine.Library.GetExperiments().Single().Id, _colleagues.Theirs.GetExperiments().Single().Id);
    }

    [Fact]
    public void Second_copy_finds_everything_up_to_date()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        _colleagues.Pull(artifacts: true);

        Assert.Equal(CopyStatus.UpToDate, Assert.Single(_colleagues.Push(mine, artifacts: true)).Status);
        Assert.Equal(CopyStatus.UpToDate, Assert.Single(_colleagues.Pull(artifacts: true)).Status);
    }

    [Fact]
    public void Model_that_was_not_copied_is_told_of_and_comes_with_the_next_copy()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        _colleagues.Pull();
        Snapshot theirs = _colleagues.Theirs.GetSnapshot(mine.Id);

        var error = Assert.Throws<SnapshotStoreException>(() => _colleagues.TestTheirs(theirs));
        Assert.Equal(StoreProblem.ModelNotCopied, error.Problem);
        Assert.Equal($"The model file 'final.txt' was not copied with the snapshot from '{_colleagues.Remote}'.", error.Message);
        Assert.Empty(_colleagues.Theirs.Check(cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(CopyStatus.ArtifactsAdded, Assert.Single(_colleagues.Pull(artifacts: true)).Status);
        Assert.True(_colleagues.TestTheirs(theirs).IsTested);
    }

    [Fact]
    public void Artifacts_are_pushed_later_to_a_snapshot_that_is_there()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine);

        Assert.Equal(CopyStatus.ArtifactsAdded, Assert.Single(_colleagues.Push(mine, artifacts: true)).Status);
    }

    [Fact]
    public void Snapshot_that_was_changed_since_is_refused_and_nothing_is_overwritten()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine);
        string before = _colleagues.Remote.Git("for-each-ref");
        _colleagues.Mine.Test();

        Assert.Empty(_colleagues.Push(mine));

        var error = Assert.IsType<SnapshotStateException>(Assert.Single(_colleagues.Refused));
        Assert.Equal(SnapshotStateProblem.DiffersElsewhere, error.Problem);
        Assert.Contains(_colleagues.Remote, error.Message);
        Assert.Contains(_colleagues.Mine.Library.Folder, error.Message);
        Assert.Equal(before, _colleagues.Remote.Git("for-each-ref"));
    }

    [Fact]
    public void Copy_that_was_changed_here_is_up_to_date_with_where_it_came_from()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        _colleagues.Pull(artifacts: true);
        _colleagues.TestTheirs(_colleagues.Theirs.GetSnapshot(mine.Id));

        Assert.Equal(CopyStatus.UpToDate, Assert.Single(_colleagues.Pull(artifacts: true)).Status);
        Assert.True(_colleagues.Theirs.GetSnapshot(mine.Id).IsTested);
    }

    [Fact]
    public void Detached_snapshot_of_a_larger_repository_keeps_its_folder()
    {
        string repository = Path.Combine(_colleagues.Mine.Root, "large");
        string folder = _colleagues.Mine.AddFolder("large/tasks/inner", 7);
        repository.CommitAll();
        Snapshot mine = _colleagues.Mine.TrainIn(folder)!;
        Assert.Equal("tasks/inner", mine.CodeFolder);

        _colleagues.Push(mine, artifacts: true);
        _colleagues.Pull(artifacts: true);

        Assert.Equal(7, _colleagues.TestTheirs(_colleagues.Theirs.GetSnapshot(mine.Id)).Test["number"].Last);
    }

    [Fact]
    public void Amended_snapshot_keeps_the_commit_that_it_was_trained_on()
    {
        Snapshot trained = _colleagues.Mine.Train()!;
        _colleagues.Mine.Write("Notes.md", "later");
        Snapshot amended = _colleagues.Mine.Library.Update(
            new UpdateRequest { Path = _colleagues.Mine.Folder, Amend = true }, _colleagues.Mine.Events, TestContext.Current.CancellationToken)!;

        _colleagues.Push(amended);
        _colleagues.Pull();

        string repository = Path.Combine(_colleagues.Theirs.Folder, "Digits", "repo");
        Assert.Equal(trained.Commit, repository.Git("rev-parse", $"refs/trained/{trained.Name}").Trim());
        Assert.Equal(amended.Commit, repository.Git("rev-parse", $"refs/snapshots/{trained.Name}").Trim());
    }

    [Fact]
    public void Refusing_remote_keeps_its_refs_and_its_words_are_told()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string hook = Path.Combine(_colleagues.Remote, "hooks", "pre-receive");
        ShellScript.Write(hook, "echo 'not on Sundays' >&2\nexit 1");

        var error = Assert.Throws<RepositoryException>(() => _colleagues.Push(mine));

        Assert.Equal(RepositoryProblem.RemoteFailed, error.Problem);
        Assert.Contains("not on Sundays", error.Message);
        Assert.Empty(_colleagues.Remote.Git("for-each-ref"));
        File.Delete(hook);
        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Push(mine)).Status);
    }

    [Fact]
    public void Words_of_a_refusing_remote_are_told_however_many_snapshots_are_pushed()
    {
        Snapshot[] mine = [.. Enumerable.Range(0, 4).Select(_ => _colleagues.Mine.Train(TrainMode.Force)!)];
        string hook = Path.Combine(_colleagues.Remote, "hooks", "pre-receive");
        ShellScript.Write(hook, "echo 'not on Sundays' >&2\nexit 1");

        var error = Assert.Throws<RepositoryException>(() => _colleagues.Mine.Library.Push(mine, _colleagues.Remote, cancellation: TestContext.Current.CancellationToken).ToList());

        Assert.Contains("not on Sundays", error.Message);
        Assert.Single(Regex.Matches(error.Message, "pre-receive hook declined"));
    }

    [Fact]
    public void Remote_that_refuses_the_metadata_shows_no_snapshot_and_the_next_copy_finishes_it()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string hook = Path.Combine(_colleagues.Remote, "hooks", "update");
        ShellScript.Write(hook, "case $1 in */meta) exit 1;; esac");
        Assert.Throws<RepositoryException>(() => _colleagues.Push(mine));

        Assert.Contains("/code", _colleagues.Remote.Git("for-each-ref"));
        Assert.Empty(_colleagues.Pull());
        File.Delete(hook);
        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Push(mine)).Status);
        Assert.Single(_colleagues.Pull());
    }

    [Fact]
    public void Remote_that_has_vanished_is_named()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string address = $"file://{_colleagues.Remote}";
        Directory.Delete(_colleagues.Remote, recursive: true);

        Assert.Equal(RepositoryProblem.RemoteFailed, Assert.Throws<RepositoryException>(() => _colleagues.Push(mine, address)).Problem);
        Assert.Equal(StoreProblem.NoCopyPlace, Assert.Throws<SnapshotStoreException>(() => _colleagues.Pull()).Problem);
        Assert.False(Directory.Exists(_colleagues.Theirs.Folder));
    }

    [Fact]
    public void Remote_that_breaks_while_it_sends_leaves_nothing_here_and_the_next_copy_finishes()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, artifacts: true);
        string objects = Path.Combine(_colleagues.Remote, "objects", mine.Commit[..2]);
        Directory.Move(objects, objects + "-lost");

        Assert.Equal(RepositoryProblem.RemoteFailed, Assert.Throws<RepositoryException>(() => _colleagues.Pull(artifacts: true)).Problem);
        Assert.Empty(_colleagues.Theirs.GetExperiments());

        Directory.Move(objects + "-lost", objects);
        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Pull(artifacts: true)).Status);
    }

    [Fact]
    public void Code_in_a_submodule_goes_along()
    {
        string part = _colleagues.Mine.AddFolder("part");
        File.Delete(Path.Combine(part, "Task.cs"));
        File.WriteAllText(Path.Combine(part, "Part.cs"), "static class Part;");
        part.CommitAll();
        _colleagues.Mine.Folder.CommitAll();
        _colleagues.Mine.Folder.Git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", part, "part");
        _colleagues.Mine.Folder.CommitAll();
        Snapshot mine = _colleagues.Mine.Train()!;

        _colleagues.Push(mine, artifacts: true);
        _colleagues.Pull(artifacts: true);

        string repository = Path.Combine(_colleagues.Theirs.Folder, "Digits", "repo");
        Assert.Equal("static class Part;", repository.Git("show", $"{part.Git("rev-parse", "HEAD")}:Part.cs"));
        Assert.True(_colleagues.TestTheirs(_colleagues.Theirs.GetSnapshot(mine.Id)).IsTested);
    }

    [Fact]
    public void Name_of_an_experiment_that_no_ref_can_have_comes_back_as_it_was()
    {
        string folder = _colleagues.Mine.AddFolder("my.task ~1^ ä%2F", 3);
        Snapshot mine = _colleagues.Mine.TrainIn(folder)!;

        _colleagues.Push(mine);

        Assert.Equal("my.task ~1^ ä%2F", Assert.Single(_colleagues.Pull()).Experiment);
    }

    [Fact]
    public void Other_experiment_of_the_same_name_is_refused_unless_it_is_filed_under_another()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine);
        _colleagues.Theirs.AddExperiment(_colleagues.Mine.AddFolder("elsewhere/Digits"));

        Assert.Empty(_colleagues.Pull());
        Assert.True(Assert.IsType<ExperimentExistsException>(Assert.Single(_colleagues.Refused)).IsOfCopy);

        Assert.Equal("Theirs", Assert.Single(_colleagues.Pull(experiment: "Theirs")).Experiment);
        Assert.Equal(CopyStatus.UpToDate, Assert.Single(_colleagues.Pull()).Status);
    }

    [Fact]
    public void Those_that_are_asked_for_are_copied_alone()
    {
        Snapshot first = _colleagues.Mine.Train()!;
        Snapshot second = _colleagues.Mine.Train(TrainMode.Force)!;
        _colleagues.Push(first);
        _colleagues.Push(second);

        Assert.Equal(second.Name, Assert.Single(_colleagues.Pull(ids: second.Id)).Name);
        Assert.Empty(_colleagues.Pull(ids: "zzzzzz"));
        Assert.Equal(2, Assert.IsType<SnapshotNotFoundException>(Assert.Single(_colleagues.Refused)).Available.Count);
        Assert.Equal(2, _colleagues.Pull(ids: "Digits/*").Count);
    }

    [Fact]
    public void Nothing_of_the_transfer_is_left_in_the_library()
    {
        _colleagues.Push(_colleagues.Mine.Train()!, artifacts: true);
        _colleagues.Pull(artifacts: true);

        foreach (string library in new[] { _colleagues.Mine.Library.Folder, _colleagues.Theirs.Folder })
        {
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(library, ".cache", "copies")));
            Assert.Empty(Directory.EnumerateFileSystemEntries(library, ".new-*", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void Snapshot_that_a_run_holds_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        using SnapshotLock held = SnapshotLock.ForWriting(new SnapshotKey(mine.Experiment, mine.Name, mine.Path));

        Assert.Empty(_colleagues.Push(mine));

        Assert.Equal(SnapshotStateProblem.InUse, Assert.IsType<SnapshotStateException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.Empty(_colleagues.Remote.Git("for-each-ref"));
    }

    public void Dispose() => _colleagues.Dispose();

    private static IEnumerable<Flammable.Metrics.SeriesPoint> Points(Library library, Snapshot snapshot) =>
        library.GetMetrics(snapshot, cancellation: TestContext.Current.CancellationToken);
}
