using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Lifecycle;

/// <summary>A process is killed somewhere in the middle of its changes: what it leaves is the old state or the new one.</summary>
public sealed class KilledChangeTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private Library Library => _experiment.Library;

    private string Steps => Path.Combine(_experiment.Root, "steps");

    [Fact]
    public void A_snapshot_is_in_the_library_or_in_the_trash()
    {
        Snapshot snapshot = _experiment.Train()!;
        for (int kill = 0; kill < 3; kill++)
        {
            KillInTheMiddle(nameof(Child_removes_and_undoes_a_snapshot));

            Assert.Equal(1, Library.GetSnapshots().Count() + Library.GetRemovals().Count);
            UndoAll();
            Assert.Equal(1, Library.Test(new TestRequest { Snapshot = snapshot, Retest = true }, cancellation: Token).Test["number"].Last);
        }
    }

    [Fact]
    public void An_experiment_is_in_the_library_or_in_the_trash()
    {
        Snapshot snapshot = _experiment.Train()!;
        for (int kill = 0; kill < 3; kill++)
        {
            KillInTheMiddle(nameof(Child_removes_and_undoes_an_experiment));

            Assert.Equal(1, Library.GetExperiments().Count() + Library.GetRemovals().Count);
            UndoAll();
            Assert.Equal(snapshot.Name, Library.GetStatus(_experiment.Folder, Token).LastSnapshot!.Name);
        }
    }

    [Fact]
    public void An_experiment_has_the_old_name_or_the_new_one()
    {
        Snapshot snapshot = _experiment.Train()!;
        for (int kill = 0; kill < 3; kill++)
        {
            KillInTheMiddle(nameof(Child_renames));

            string name = Assert.Single(Library.GetExperiments()).Name;
            Assert.Equal((name, snapshot.Name), (Library.GetStatus(_experiment.Folder, Token).Experiment, Library.GetSnapshot(snapshot.Id).Name));
        }
    }

    [Fact]
    public void A_library_is_where_the_configuration_says()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the platform's folders are set by environment variables on Unix alone");
        _experiment.Train();
        ChildProcess.Run<KilledChangeTests>(nameof(Child_configures), Library.Folder, Environment);
        for (int kill = 0; kill < 3; kill++)
        {
            KillInTheMiddle(nameof(Child_moves_the_library));

            ChildProcess.Run<KilledChangeTests>(nameof(Child_finds_the_snapshot), "", Environment);
        }
    }

    [Fact]
    public void A_library_that_goes_to_another_disk_is_where_the_configuration_says()
    {
        using var disk = new OtherDisk();
        _experiment.Train();
        ChildProcess.Run<KilledChangeTests>(nameof(Child_configures), Library.Folder, Environment);
        for (int kill = 0; kill < 3; kill++)
        {
            KillInTheMiddle(nameof(Child_moves_the_library_between_disks), disk.Folder);

            ChildProcess.Run<KilledChangeTests>(nameof(Child_finds_the_snapshot), "", Environment);
        }
    }

    [Fact]
    public void What_is_left_of_a_clearing_is_cleared_by_the_next_one()
    {
        Snapshot kept = _experiment.Train(commitMode: CommitMode.Detached)!;
        for (int kill = 0; kill < 3; kill++)
        {
            _experiment.Write("Task.cs", TaskCode.Counting(kill + 2));
            Snapshot model = _experiment.Train(TrainMode.Force, CommitMode.Detached)!;
            for (int copy = 0; copy < 100; copy++)
            {
                Copy(model, $"20250101-{copy / 60:00}{copy % 60:00}{kill:00}-abcde");
            }

            foreach (Snapshot removed in Library.GetSnapshots().Where(snapshot => snapshot.Name != kept.Name).ToList())
            {
                Library.Remove(removed, Token);
            }

            int left = Library.GetRemovals().Count - (20 * (kill + 1));
            using (ChildProcess child = ChildProcess.Start<KilledChangeTests>(nameof(Child_clears), Given))
            {
                Until.True(() => Library.GetRemovals().Count <= left, "the removals are deleted");
                child.Kill();
            }

            Assert.All(Library.GetRemovals(), removal => Assert.Equal(removal.Bytes, DiskUse.Of(removal.Path) - new FileInfo(Path.Combine(removal.Path, "removal.json")).Length));
            Library.Clear(Library.PlanClearing(cancellation: Token), Token);
            Assert.Empty(Library.PlanClearing(cancellation: Token).Totals);
            Assert.Equal("", Path.Combine(Library.Folder, kept.Experiment, "repo").Git("fsck", "--full", "--unreachable"));
            Assert.Equal(1, Library.Test(new TestRequest { Snapshot = kept, Retest = true }, cancellation: Token).Test["number"].Last);
            Assert.Equal([".lock"], Directory.EnumerateFileSystemEntries(Path.Combine(Library.Folder, ".trash")).Select(Path.GetFileName));
        }
    }

    [Fact(Explicit = true)]
    public void Child_removes_and_undoes_a_snapshot() => Repeat((library, _) =>
        library.Undo(library.Remove(library.GetSnapshots().Single(), Token), Token));

    [Fact(Explicit = true)]
    public void Child_removes_and_undoes_an_experiment() => Repeat((library, _) =>
        library.Undo(library.Remove(library.GetExperiments().Single(), Token), Token));

    [Fact(Explicit = true)]
    public void Child_renames() => Repeat((library, step) =>
        library.Rename(library.GetExperiments().Single(), Path.GetRandomFileName(), Token));

    [Fact(Explicit = true)]
    public void Child_clears() => Repeat((library, _) => library.Clear(library.PlanClearing(cancellation: Token), Token));

    [Fact(Explicit = true)]
    public void Child_configures() => Configuration.Save(ChildProcess.Given);

    [Fact(Explicit = true)]
    public void Child_moves_the_library() => Repeat((_, step) =>
    {
        Library library = Library.Open();
        library.Move(Path.Combine(Path.GetDirectoryName(library.Folder)!, Path.GetRandomFileName()), Token);
    });

    [Fact(Explicit = true)]
    public void Child_moves_the_library_between_disks() => Repeat((_, step) =>
    {
        Library library = Library.Open();
        string disk = ChildProcess.Given.Split('|')[2];
        string home = Path.GetDirectoryName(ChildProcess.Given.Split('|')[0])!;
        library.Move(Path.Combine(library.Folder.StartsWith(disk, StringComparison.Ordinal) ? home : disk, $"library-{step}"), Token);
    });

    [Fact(Explicit = true)]
    public void Child_finds_the_snapshot()
    {
        Library library = Library.Open();
        Assert.Equal(1, library.Test(new TestRequest { Snapshot = library.GetSnapshots().Single(), Retest = true }, cancellation: Token).Test["number"].Last);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Given => $"{Library.Folder}|{Steps}";

    private (string, string?)[] Environment =>
    [
        ("FLAMMABLE_LIBRARY", null),
        ("XDG_CONFIG_HOME", Path.Combine(_experiment.Root, "config")),
        ("XDG_DATA_HOME", Path.Combine(_experiment.Root, "data")),
    ];

    // The child tells each step, so that it is killed while it works and not while it starts.
    private static void Repeat(Action<Library, int> change)
    {
        string[] given = ChildProcess.Given.Split('|');
        for (int step = 0; ; step++)
        {
            change(Library.Open(given[0]), step);
            File.AppendAllText(given[1], ".");
        }
    }

    private void KillInTheMiddle(string method, string more = "")
    {
        File.Delete(Steps);
        int steps = Random.Shared.Next(2, 12);
        using ChildProcess child = ChildProcess.Start<KilledChangeTests>(method, $"{Given}|{more}", Environment);
        Until.True(() => File.Exists(Steps) && new FileInfo(Steps).Length >= steps, "the child works");
        child.Kill();
    }

    private void UndoAll()
    {
        foreach (Removal removal in Library.GetRemovals())
        {
            Library.Undo(removal, Token);
        }
    }

    private void Copy(Snapshot snapshot, string name)
    {
        string folder = Path.Combine(Path.GetDirectoryName(snapshot.Path)!, name);
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.EnumerateFiles(snapshot.Path))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
