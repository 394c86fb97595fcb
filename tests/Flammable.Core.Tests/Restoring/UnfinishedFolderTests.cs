using Flammable.Restoring;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Restoring;

public sealed class UnfinishedFolderTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    private string Place => Path.Combine(_experiment.Root, "places", "there");

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Killed_restore_leaves_no_folder_in_its_place_and_the_next_one_clears_away()
    {
        Snapshot snapshot = _experiment.Train()!;
        using (ChildProcess child = ChildProcess.Start<UnfinishedFolderTests>(nameof(Child), Place))
        {
            Until.True(() => LeftBehind().Any(folder => File.Exists(Path.Combine(folder, "content", "half"))), "the child fills its folder");
            child.Kill();
        }

        Assert.False(Path.Exists(Place));
        Assert.StartsWith(".there.", Path.GetFileName(Assert.Single(LeftBehind())), StringComparison.Ordinal);

        _experiment.Library.Restore(snapshot, Place, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal([Place], LeftBehind());
        Assert.Equal(["Task.cs"], Directory.EnumerateFileSystemEntries(Place).Select(Path.GetFileName));
    }

    [Fact(Explicit = true)]
    public void Child()
    {
        using var folder = new UnfinishedFolder(ChildProcess.Given);
        File.WriteAllText(Path.Combine(folder.Path, "half"), "half");
        Thread.Sleep(Timeout.Infinite);
    }

    [Fact]
    public void Two_at_once_leave_each_other_alone_and_the_first_one_done_has_the_place()
    {
        using var first = new UnfinishedFolder(Place);
        using var second = new UnfinishedFolder(Place);
        File.WriteAllText(Path.Combine(first.Path, "first"), "");
        File.WriteAllText(Path.Combine(second.Path, "second"), "");

        second.Keep();

        Assert.Throws<Flammable.Errors.DestinationException>(first.Keep);
        Assert.Equal(["second"], Directory.EnumerateFileSystemEntries(Place).Select(Path.GetFileName));
    }

    [Fact]
    public void Folders_of_others_that_look_alike_are_left()
    {
        string alike = Directory.CreateDirectory(Path.Combine(_experiment.Root, "places", ".there.unfinished-mine")).FullName;

        using (var folder = new UnfinishedFolder(Place))
        {
            folder.Keep();
        }

        Assert.True(Directory.Exists(alike));
    }

    private string[] LeftBehind()
    {
        string places = Path.GetDirectoryName(Place)!;
        return Directory.Exists(places) ? Directory.GetFileSystemEntries(places) : [];
    }
}
