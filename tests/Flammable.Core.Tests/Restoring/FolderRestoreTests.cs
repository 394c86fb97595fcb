using System.Text;
using Flammable.Errors;
using Flammable.Restoring;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Restoring;

public sealed class FolderRestoreTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private string Destination => Path.Combine(_experiment.Root, "back", "there");

    private RestoredSnapshot Restore(Snapshot snapshot, bool includeArtifacts = false) =>
        _experiment.Library.Restore(snapshot, Destination, includeArtifacts, TestContext.Current.CancellationToken);

    [Fact]
    public void Code_comes_back_as_it_was_captured_whatever_became_of_the_folder()
    {
        _experiment.Write("inner/crlf.txt", "one\r\ntwo\r\n");
        File.WriteAllBytes(Path.Combine(_experiment.Folder, "bytes.bin"), [0, 255, 13, 10, 0]);
        _experiment.Write("empty.txt", "");
        ExecutableBit.Set(_experiment.Write("run.sh", "#!/bin/sh\n"));
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, "inner", "link"), "../run.sh");
        File.CreateSymbolicLink(Path.Combine(_experiment.Folder, "nowhere"), "/no/such/ö");
        Snapshot snapshot = _experiment.Train()!;
        string[] before = [.. Entries(_experiment.Folder)];
        _experiment.Write("run.sh", "changed");

        RestoredSnapshot restored = Restore(snapshot);

        Assert.Equal(before, Entries(Destination));
        Assert.Equal((Destination, 7), (restored.Path, restored.FileCount));
        Assert.Empty(restored.Warnings);
        Assert.Equal(["there"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Destination)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Line_endings_are_those_of_the_commit_and_not_those_of_the_folder()
    {
        _experiment.Write(".gitattributes", "*.txt text eol=crlf\n");
        _experiment.Write("text.txt", "one\r\ntwo\r\n");
        Snapshot snapshot = _experiment.Train()!;

        Restore(snapshot);

        Assert.Equal("one\ntwo\n", File.ReadAllText(Path.Combine(Destination, "text.txt")));
    }

    [Fact]
    public void Of_a_larger_repository_the_experiments_folder_alone_comes_back()
    {
        string folder = _experiment.AddFolder("Big/work/Inner");
        File.WriteAllText(Path.Combine(_experiment.Root, "Big", "other.txt"), "other");
        Path.Combine(_experiment.Root, "Big").CommitAll();

        Restore(_experiment.TrainIn(folder)!);

        Assert.Equal(["Task.cs"], Directory.EnumerateFileSystemEntries(Destination).Select(Path.GetFileName));
    }

    [Fact]
    public void Submodule_comes_back_where_it_was_checked_out()
    {
        string library = Path.Combine(_experiment.Root, "Shared");
        Directory.CreateDirectory(library);
        File.WriteAllText(Path.Combine(library, "shared.txt"), "shared");
        library.CommitAll();
        _experiment.Folder.CommitAll();
        _experiment.Folder.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "shared");
        _experiment.Folder.CommitAll();
        Snapshot snapshot = _experiment.Train()!;

        Restore(snapshot);

        Assert.Equal("shared", File.ReadAllText(Path.Combine(Destination, "shared", "shared.txt")));
    }

    [Fact]
    public void Submodule_that_was_not_checked_out_is_an_empty_folder_and_said()
    {
        Snapshot snapshot = _experiment.Train()!;

        RestoredSnapshot restored = Restore(snapshot with { Commit = Commit("160000", "gone", new string('1', 40)) });

        Assert.Contains("'gone'", Assert.Single(restored.Warnings), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Destination, "gone")));
    }

    [Fact]
    public void Artifacts_come_along_where_git_ignores_them()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.WriteAllText(Path.Combine(snapshot.Path, "server-abcde.jsonl"), "{}");

        RestoredSnapshot restored = Restore(snapshot, includeArtifacts: true);

        Assert.Equal(Path.Combine(Destination, ".flammable-snapshot"), restored.Artifacts);
        Assert.Equal(
            [".gitignore", "final.txt", "metrics.jsonl", "run.log", "snapshot.json"],
            Directory.EnumerateFiles(restored.Artifacts!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("1", File.ReadAllText(Path.Combine(restored.Artifacts!, "final.txt")));
    }

    [Fact]
    public void Model_file_that_is_gone_is_said()
    {
        Snapshot snapshot = _experiment.Train()!;
        File.Delete(Path.Combine(snapshot.Path, "final.txt"));

        Assert.Contains("'final.txt'", Assert.Single(Restore(snapshot, includeArtifacts: true).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Training_the_restored_code_makes_an_experiment_of_its_own_without_the_artifacts()
    {
        Snapshot snapshot = _experiment.Train()!;
        string twin = Path.Combine(_experiment.Root, "elsewhere", "Experiment");
        _experiment.Library.Restore(snapshot, twin, includeArtifacts: true, TestContext.Current.CancellationToken);

        Snapshot trained = _experiment.TrainIn(twin)!;

        Assert.Equal("Experiment-2", trained.Experiment);
        Assert.Equal(["Task.cs"], Path.Combine(_experiment.Library.Folder, "Experiment-2", "repo").FilesOf(trained.Commit));
        Assert.Equal([snapshot.Name], _experiment.Library.GetSnapshotKeys("Experiment").Select(key => key.Name));
    }

    [Fact]
    public void Destination_inside_the_experiments_folder_is_said()
    {
        Snapshot snapshot = _experiment.Train()!;

        RestoredSnapshot restored = _experiment.Library.Restore(
            snapshot, Path.Combine(_experiment.Folder, "old"), cancellation: TestContext.Current.CancellationToken);

        Assert.Contains(_experiment.Folder, Assert.Single(restored.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        Snapshot snapshot = _experiment.Train()!;
        string file = Path.Combine(_experiment.Root, "file");
        File.WriteAllText(file, "mine");
        string folder = Directory.CreateDirectory(Path.Combine(_experiment.Root, "folder")).FullName;
        string link = Path.Combine(_experiment.Root, "link");
        File.CreateSymbolicLink(link, "/no/such/place");

        Assert.All(new[] { file, folder, link, "/" }, place => Assert.Equal(DestinationProblem.Exists, Refused(snapshot, place).Problem));
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Equal("/no/such/place", new FileInfo(link).LinkTarget);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Library_and_git_folders_are_no_destinations()
    {
        Snapshot snapshot = _experiment.Train()!;
        string link = Path.Combine(_experiment.Root, "to-library");
        Directory.CreateSymbolicLink(link, _experiment.Library.Folder);

        string[] places =
        [
            Path.Combine(_experiment.Library.Folder, "there"),
            Path.Combine(link, "Experiment", "there"),
            Path.Combine(_experiment.Folder, ".git", "there"),
        ];

        Assert.All(places, place => Assert.Equal(DestinationProblem.Misplaced, Refused(snapshot, place).Problem));
        Assert.All(places, place => Assert.False(Path.Exists(place)));
    }

    [Fact]
    public void Missing_commit_is_said_and_leaves_nothing()
    {
        Snapshot snapshot = _experiment.Train()! with { Commit = new string('a', 40) };

        RepositoryException error = Assert.Throws<RepositoryException>(() => Restore(snapshot));

        Assert.Equal(RepositoryProblem.CommitMissing, error.Problem);
        Assert.False(Path.Exists(Path.GetDirectoryName(Destination)));
    }

    [Fact]
    public void Disk_that_is_full_is_left_as_it_was()
    {
        _experiment.Write("big.txt", new string('x', 100_000));
        Snapshot snapshot = _experiment.Train()!;
        using var disk = new SmallDisk(Path.Combine(_experiment.Root, "disk"), kilobytes: 64);

        DestinationException error = Refused(snapshot, Path.Combine(disk.Folder, "deep", "there"));

        Assert.Equal(DestinationProblem.NotWritable, error.Problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Folder));
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_said()
    {
        Snapshot snapshot = _experiment.Train()!;
        using var folder = new ReadOnlyFolder(_experiment.Folder, Path.Combine(_experiment.Root, "view"));

        Assert.Equal(DestinationProblem.NotWritable, Refused(snapshot, Path.Combine(folder.Folder, "there")).Problem);
    }

    [Fact]
    public void Library_that_cannot_be_written_gives_its_code_back()
    {
        Snapshot snapshot = _experiment.Train()!;
        using var view = new ReadOnlyFolder(_experiment.Library.Folder, Path.Combine(_experiment.Root, "view"));
        Library library = Library.Open(view.Folder);

        library.Restore(library.GetSnapshot(snapshot.Id), Destination, includeArtifacts: true, TestContext.Current.CancellationToken);

        Assert.True(File.Exists(Path.Combine(Destination, "Task.cs")));
    }

    [Fact]
    public void Cancelled_restore_leaves_nothing()
    {
        Snapshot snapshot = _experiment.Train()!;

        Assert.ThrowsAny<OperationCanceledException>(
            () => _experiment.Library.Restore(snapshot, Destination, cancellation: new CancellationToken(canceled: true)));

        Assert.False(Path.Exists(Path.GetDirectoryName(Destination)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".git")]
    [InlineData("caf\xE9")]
    public void Names_that_must_not_or_cannot_be_written_are_refused(string name)
    {
        Snapshot snapshot = _experiment.Train()!;
        string blob = _experiment.Folder.Git("rev-parse", "HEAD:Task.cs");

        Assert.Throws<RepositoryException>(() => Restore(snapshot with { Commit = Commit("100644", name, blob) }));
        Assert.False(Path.Exists(Path.GetDirectoryName(Destination)));
    }

    // A commit of one entry in the experiment's repository, which git itself would not make.
    private string Commit(string mode, string name, string hash)
    {
        string repository = Path.Combine(_experiment.Library.Folder, "Experiment", "repo");
        string file = Path.Combine(_experiment.Root, "tree");
        File.WriteAllBytes(file, [.. Encoding.Latin1.GetBytes($"{mode} {name}\0"), .. Convert.FromHexString(hash)]);
        return repository.Git("commit-tree", repository.Git("hash-object", "-t", "tree", "-w", "--literally", file), "-m", "by hand");
    }

    private DestinationException Refused(Snapshot snapshot, string place) => Assert.Throws<DestinationException>(
        () => _experiment.Library.Restore(snapshot, place, cancellation: TestContext.Current.CancellationToken));

    // Every file with its kind, the right to execute it, and its bytes.
    private static IEnumerable<string> Entries(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(item => item is FileInfo)
            .Select(item => (Item: item, Name: Path.GetRelativePath(folder, item.FullName)))
            .Where(file => !file.Name.StartsWith(".git/", StringComparison.Ordinal) && !file.Name.StartsWith(".flammable/", StringComparison.Ordinal))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => file.Item.LinkTarget is { } target
                ? $"{file.Name} -> {target}"
                : $"{file.Name} {file.Item.UnixFileMode & UnixFileMode.UserExecute} {Convert.ToHexString(File.ReadAllBytes(file.Item.FullName))}");
}
