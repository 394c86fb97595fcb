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
        var repetitions = new Repetitions(Count: 25, WarmUps: 5);

        (double ours, double theirs) = repetitions.Medians(() => Change(mine, Capture), () => Change(twin, AddAndCommit));
        yield return new Figure("capture of 10 changed files among 10,000", ours, "git add -A; git commit", theirs, Limit.Ratio(0.7));

        (ours, theirs) = repetitions.Medians(() => Change(mine, CheckAndCapture), () => Change(twin, CheckAddAndCommit));
        yield return new Figure("change check and capture, as train does", ours, "git status; git add -A; git commit", theirs, Limit.Ratio(0.7));

        if (mine.Git("rev-parse", "HEAD^{tree}") != twin.Git("rev-parse", "HEAD^{tree}") || mine.Git("status", "--porcelain").Length > 0)
        {
            throw new InvalidOperationException("The capture and git have not committed the same files.");
        }
    }

    private double Change(TrackedFolder folder, Action<TrackedFolder> commit)
    {
        // Two calls make a turn: one in each repository.
        folder.Change(_turn++ / 2);
        return Clock.Time(() => commit(folder));
    }

    private static void Capture(TrackedFolder folder)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(folder.Path)!);
        Capture(workTree);
    }

    private static void CheckAndCapture(TrackedFolder folder)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(folder.Path)!);
        if (workTree.GetChanges(new CodeBase(workTree.HeadCommit!, ""), null).Count != TrackedFolder.ChangedFiles)
        {
            throw new InvalidOperationException("The change check has not found the changed files.");
        }

        Capture(workTree);
    }

    private static void Capture(WorkTree workTree) =>
        Git.Capture.Plan(workTree, new CaptureRequest { Mode = CommitMode.Branch, Message = "Ten files" }).Write(CancellationToken.None);

    private static void CheckAddAndCommit(TrackedFolder folder)
    {
        folder.Git("status", "--porcelain");
        AddAndCommit(folder);
    }

    private static void AddAndCommit(TrackedFolder folder)
    {
        folder.Git("add", "-A");
        folder.Git("commit", "-q", "-m", "Ten files");
    }
}
