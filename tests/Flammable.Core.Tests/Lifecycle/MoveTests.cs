using Flammable.Errors;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Lifecycle;

public sealed class MoveTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void The_library_is_whole_in_its_new_folder()
    {
        Snapshot snapshot = _experiment.Train()!;
        string destination = Path.Combine(_experiment.Root, "elsewhere", "library");

        LibraryMove move = _experiment.Library.Move(destination, Token);

        Assert.Equal((_experiment.Library.Folder, destination), (move.Source, move.Destination));
        Assert.False(Directory.Exists(move.Source));
        AssertWhole(destination, snapshot);
    }

    [Fact]
    public void The_library_is_whole_on_another_disk()
    {
        using var disk = new OtherDisk();
        Snapshot snapshot = _experiment.Train()!;
        _experiment.Library.Remove(_experiment.Train(TrainMode.Force)!, Token);
        string destination = Path.Combine(disk.Folder, "library");

        _experiment.Library.Move(destination, Token);

        Assert.Equal([destination], Directory.EnumerateFileSystemEntries(disk.Folder));
        Assert.False(Directory.Exists(_experiment.Library.Folder));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_experiment.Root), path => Path.GetFileName(path).StartsWith('.'));
        AssertWhole(destination, snapshot);
        Library.Open(destination).Undo(Library.Open(destination).GetRemoval(), Token);
        Assert.Equal(2, Library.Open(destination).GetSnapshots().Count());
    }

    [Fact]
    public void An_empty_folder_is_taken_and_any_other_is_refused()
    {
        _experiment.Train();
        string taken = Directory.CreateDirectory(Path.Combine(_experiment.Root, "taken", "inner")).Parent!.FullName;
        string empty = Directory.CreateDirectory(Path.Combine(_experiment.Root, "empty")).FullName;

        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => _experiment.Library.Move(taken, Token)).ParamName);
        Assert.Throws<ArgumentException>(() => _experiment.Library.Move(Path.Combine(_experiment.Library.Folder, "inner"), Token));
        Assert.Throws<ArgumentException>(() => _experiment.Library.Move(_experiment.Root, Token));
        Assert.Throws<ArgumentException>(() => _experiment.Library.Move(Path.Combine(_experiment.Folder, "Task.cs"), Token));
        _experiment.Library.Move(empty, Token);
        Assert.Single(Library.Open(empty).GetSnapshots());
    }

    [Fact]
    public void A_library_that_is_not_there_is_refused() =>
        Assert.Equal(
            StoreProblem.Misplaced,
            Assert.Throws<SnapshotStoreException>(() => _experiment.Library.Move(Path.Combine(_experiment.Root, "new"), Token)).Problem);

    [Fact]
    public async Task A_library_with_a_running_task_is_refused()
    {
        var gate = new Gate(_experiment.Root);
        _experiment.Write("Task.cs", TaskCode.Training(gate.Statements));
        Task<Snapshot?> training = Task.Run(() => _experiment.Train(), Token);
        gate.WaitUntilReached();

        SnapshotStateException error = Assert.Throws<SnapshotStateException>(() => _experiment.Library.Move(Path.Combine(_experiment.Root, "new"), Token));

        Assert.Equal(SnapshotStateProblem.InUse, error.Problem);
        gate.Open();
        Assert.Equal(SnapshotState.Trained, (await training)!.State);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void AssertWhole(string destination, Snapshot snapshot)
    {
        Library library = Library.Open(destination);
        Assert.Equal(snapshot.Name, library.GetStatus(_experiment.Folder, Token).LastSnapshot!.Name);
        Assert.Equal(1, library.Test(new TestRequest { Snapshot = library.GetSnapshot(snapshot.Id) }, cancellation: Token).Test["number"].Last);
        Assert.Equal("", Path.Combine(destination, "Experiment", "repo").Git("fsck", "--full"));
    }
}
