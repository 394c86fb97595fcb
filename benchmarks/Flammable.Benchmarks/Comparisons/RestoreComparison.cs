using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Brings 10,000 files of a past snapshot back into a new folder.</summary>
internal sealed class RestoreComparison : IComparison
{
    private int _turn;

    public string Name => "restore";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var code = new TrackedFolder(folder.At("code"));
        Library library = Library.Open(folder.At("library"));
        Snapshot snapshot = library.Train(new TrainRequest(code.Path))!;
        string NewFolder() => folder.At($"restored{_turn++}");

        // A turn writes 20,000 files.
        (double ours, double theirs) = new Repetitions(Count: 7, WarmUps: 2).Medians(
            () => Clock.Time(() => library.Restore(snapshot, NewFolder())),
            () => Clock.Time(() => code.Git("worktree", "add", "--quiet", "--detach", NewFolder(), snapshot.Commit)));
        EnsureSame(library, snapshot, code, NewFolder());
        yield return new Figure("restore of a snapshot of 10,000 files", ours, "git worktree add --detach", theirs, Limit.Ratio(1));
    }

    private static void EnsureSame(Library library, Snapshot snapshot, TrackedFolder code, string folder)
    {
        library.Restore(snapshot, folder);
        if (code.Git("--work-tree", folder, "status", "--porcelain").Length > 0)
        {
            throw new InvalidOperationException("The restored files are not those of the commit.");
        }
    }
}
