using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Git;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Commits ten changed files among 10,000, in two repositories that are the same at every turn.</summary>
internal sealed class CaptureComparison : IComparison
{
    private int _turn;

    public string Name => "capture";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var mine = new TrackedFolder(folder.At("mine"));
        var twin = new TrackedFolder(folder.At("twin"));

        (double ours, double theirs) = new Repetitions(Count: 25, WarmUps: 5).Medians(
            () => Change(mine, Capture), () => Change(twin, AddAndCommit));
        if (mine.Git("rev-parse", "HEAD^{tree}") != twin.Git("rev-parse", "HEAD^{tree}") || mine.Git("status", "--porcelain").Length > 0)
        {
            throw new InvalidOperationException("The capture and git have not committed the same files.");
        }

        yield return new Figure("capture of 10 changed files among 10,000", ours, "git add -A; git commit", theirs, Limit.Ratio(0.7));
    }

    private double Change(TrackedFolder folder, Action<TrackedFolder> commit)
    {
        // Two calls make a turn: one in each repository.
        folder.ChangeTenFiles(_turn++ / 2);
        return Clock.Time(() => commit(folder));
    }

    private static void Capture(TrackedFolder folder)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(folder.Path)!);
        Git.Capture.Plan(workTree, new CaptureRequest { Mode = CommitMode.Branch, Message = "Ten files" }).Write(CancellationToken.None);
    }

    private static void AddAndCommit(TrackedFolder folder)
    {
        folder.Git("add", "-A");
        folder.Git("commit", "-q", "-m", "Ten files");
    }
}
