using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using Flammable.Transfer;

namespace Flammable.Tests.Transfer;

public sealed class LibraryCopyTests : IDisposable
{
    private readonly Colleagues _colleagues = new();

    private string Target => _colleagues.Theirs.Folder;

    [Fact]
    public void Snapshot_goes_from_library_to_library_with_its_id_and_works_there()
    {
        Snapshot mine = _colleagues.Mine.Train()!;

        Assert.Equal(CopyStatus.Copied, Assert.Single(_colleagues.Push(mine, Target, artifacts: true)).Status);

        Snapshot theirs = _colleagues.Theirs.GetSnapshot("Digits/" + mine.Id);
        Assert.Equal((mine.Name, mine.Commit, mine.Timestamp), (theirs.Name, theirs.Commit, theirs.Timestamp));
        Assert.Equal(1, _colleagues.TestTheirs(theirs).Test["number"].Last);
        Assert.Null(_colleagues.Theirs.GetExperiments().Single().CodeFolder);
        Assert.Equal("commit", Path.Combine(Target, "Digits", "repo").Git("cat-file", "-t", $"refs/snapshots/{mine.Name}").Trim());
    }

    [Fact]
    public void Pulling_from_a_library_is_the_same_as_pushing_to_it()
    {
        Snapshot first = _colleagues.Mine.Train()!;
        _colleagues.Mine.Write("Task.cs", TaskCode.Counting(2));
        _colleagues.Mine.Train();
        string library = _colleagues.Mine.Library.Folder;

        Assert.Equal(first.Name, Assert.Single(_colleagues.Pull(library, artifacts: true, ids: first.Id)).Name);
        Assert.Equal([CopyStatus.UpToDate, CopyStatus.Copied], _colleagues.Pull(library, artifacts: true).Select(copied => copied.Status));
        Assert.Equal(2, _colleagues.Theirs.GetExperiments().Single().SnapshotCount);
    }

    [Fact]
    public void Artifacts_that_were_left_out_are_added_later()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        File.WriteAllText(Path.Combine(mine.Path, "notes.txt"), "more");
        Assert.Single(_colleagues.Push(mine, Target));
        Assert.False(File.Exists(Path.Combine(_colleagues.Theirs.GetSnapshot(mine.Id).Path, "final.txt")));

        Assert.Equal(CopyStatus.ArtifactsAdded, Assert.Single(_colleagues.Push(mine, Target, artifacts: true)).Status);

        Assert.Equal("more", File.ReadAllText(Path.Combine(_colleagues.Theirs.GetSnapshot(mine.Id).Path, "notes.txt")));
        Assert.Equal(CopyStatus.UpToDate, Assert.Single(_colleagues.Push(mine, Target, artifacts: true)).Status);
    }

    [Fact]
    public void Copy_of_a_copy_without_artifacts_has_none_either()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, Target);
        Library third = Library.Open(Path.Combine(_colleagues.Mine.Root, "third"));

        _ = third.Pull(Target, [], new CopyOptions { IncludeArtifacts = true }, cancellation: TestContext.Current.CancellationToken).ToList();

        Assert.False(CopyMark.Read(third.GetSnapshot(mine.Id).Path)!.HasArtifacts);
    }

    [Fact]
    public void Neither_locks_nor_checkpoints_nor_hidden_files_nor_logs_of_servers_are_copied()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        Directory.CreateDirectory(Path.Combine(mine.Path, ".checkpoint-1"));
        File.WriteAllText(Path.Combine(mine.Path, ".checkpoint-1", "state"), "");
        File.WriteAllText(Path.Combine(mine.Path, "checkpoint.json"), "{}");
        File.WriteAllText(Path.Combine(mine.Path, ".hidden"), "");
        File.WriteAllText(Path.Combine(mine.Path, "server-abcde.jsonl"), "{}");
        File.CreateSymbolicLink(Path.Combine(mine.Path, "link"), "/etc/hostname");

        _colleagues.Push(mine, Target, artifacts: true);

        Assert.Equal(
            ["copied.json", "final.txt", "metrics.jsonl", "run.log", "snapshot.json"],
            Directory.EnumerateFileSystemEntries(Path.Combine(Target, "Digits", "snapshots", mine.Name)).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void Snapshot_that_differs_there_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, Target);
        string before = File.ReadAllText(Path.Combine(_colleagues.Theirs.GetSnapshot(mine.Id).Path, "snapshot.json"));
        _colleagues.Mine.Test();

        Assert.Empty(_colleagues.Push(mine, Target));

        Assert.Equal(SnapshotStateProblem.DiffersElsewhere, Assert.IsType<SnapshotStateException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.Equal(before, File.ReadAllText(Path.Combine(_colleagues.Theirs.GetSnapshot(mine.Id).Path, "snapshot.json")));
    }

    [Fact]
    public void Snapshot_of_a_newer_version_is_refused_and_nothing_appears()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        string file = Path.Combine(mine.Path, "snapshot.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));

        Assert.Empty(_colleagues.Pull(_colleagues.Mine.Library.Folder));

        Assert.Equal(StoreProblem.NewerVersion, Assert.IsType<SnapshotStoreException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.Empty(_colleagues.Theirs.GetExperiments());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Library_of_a_newer_version_is_neither_read_nor_written(bool isSource)
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        _colleagues.Push(mine, Target);
        Snapshot second = _colleagues.Mine.Train(TrainMode.Force)!;
        string file = Path.Combine(isSource ? _colleagues.Mine.Library.Folder : Target, "Digits", "experiment.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));

        Assert.Empty(_colleagues.Push(second, Target));

        Assert.Equal(StoreProblem.NewerVersion, Assert.IsType<SnapshotStoreException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(Target, "Digits", "snapshots")));
    }

    [Fact]
    public void Snapshot_without_its_commit_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        Directory.Delete(Path.Combine(_colleagues.Mine.Library.Folder, "Digits", "repo"), recursive: true);

        Assert.Empty(_colleagues.Push(mine, Target));

        Assert.Equal(RepositoryProblem.CommitMissing, Assert.IsType<RepositoryException>(Assert.Single(_colleagues.Refused)).Problem);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void Folder_that_is_no_library_and_no_repository_is_refused()
    {
        Snapshot mine = _colleagues.Mine.Train()!;

        Assert.Equal(StoreProblem.NoCopyPlace, Assert.Throws<SnapshotStoreException>(() => _colleagues.Push(mine, _colleagues.Mine.Root)).Problem);
        Assert.Equal(StoreProblem.NoCopyPlace, Assert.Throws<SnapshotStoreException>(() => _colleagues.Push(mine, _colleagues.Mine.Library.Folder)).Problem);
    }

    [Fact]
    public void Library_that_cannot_be_written_is_a_source_like_any_other()
    {
        Snapshot mine = _colleagues.Mine.Train()!;
        using var view = new ReadOnlyFolder(_colleagues.Mine.Library.Folder, Path.Combine(_colleagues.Mine.Root, "view"));
        File.Delete(Path.Combine(mine.Path, SnapshotLock.FileName));

        Assert.Single(_colleagues.Pull(view.Folder, artifacts: true));
    }

    public void Dispose() => _colleagues.Dispose();
}
