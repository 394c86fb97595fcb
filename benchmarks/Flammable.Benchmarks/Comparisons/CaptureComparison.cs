using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Experiments;
using Flammable.Git;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Commits ten changed files among 10,000, in two repositories that are the same at every turn.</summary>
internal sealed class CaptureComparison : IComparison
{
    private int _turn;
    private string _cache = "";

    public string Name => "capture";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var mine = new TrackedFolder(folder.At("mine"));
        _cache = folder.At("cache");
        var twin = new TrackedFolder(folder.At("twin"));
        var repetitions = new Repetitions(Count: 25, WarmUps: 5);

        (double ours, double theirs) = repetitions.Medians(() => Change(mine, CaptureTime), () => Change(twin, TimeOf(AddAndCommit)));
        yield return new Figure("capture of 10 changed files among 10,000", ours, "git add -A; git commit", theirs, Limit.Ratio(0.7));

        (ours, theirs) = repetitions.Medians(() => Change(mine, TimeOf(CheckAndCapture)), () => Change(twin, TimeOf(CheckAddAndCommit)));
        yield return new Figure("the same with the change check before it", ours, "git status; git add -A; git commit", theirs, Limit.Ratio(1));

        if (mine.Git("rev-parse", "HEAD^{tree}") != twin.Git("rev-parse", "HEAD^{tree}") || mine.Git("status", "--porcelain").Length > 0)
        {
            throw new InvalidOperationException("The capture and git have not committed the same files.");
        }
    }

    private double Change(TrackedFolder folder, Func<TrackedFolder, double> commit)
    {
        // Two calls make a turn: one in each repository.
        folder.Change(_turn++ / 2);
        return commit(folder);
    }

    private static Func<TrackedFolder, double> TimeOf(Action<TrackedFolder> commit) => folder => Clock.Time(() => commit(folder));

    private double CaptureTime(TrackedFolder folder)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(folder.Path)!);
        UnchangedMark mark = Check(folder, workTree);
        CaptureResult result = null!;
        double time = Clock.Time(() => result = Capture(workTree));
        mark.Keep(result.Code);
        return time;
    }

    private void CheckAndCapture(TrackedFolder folder)
    {
        using WorkTree workTree = WorkTree.Open(RepositoryLocation.Find(folder.Path)!);
        Check(folder, workTree).Keep(Capture(workTree).Code);
    }

    // As a training does it. The folder counts as at rest, though the ten files were written a moment ago.
    private UnchangedMark Check(TrackedFolder folder, WorkTree workTree)
    {
        var code = new CodeBase(workTree.HeadCommit!, "");
        var mark = UnchangedMark.Of(_cache, folder.Path, workTree, code, opened: DateTime.MaxValue);
        return mark.Check(() => workTree.GetChanges(code, null)).Count == TrackedFolder.ChangedFiles
            ? mark
            : throw new InvalidOperationException("The change check has not found the changed files.");
    }

    private static CaptureResult Capture(WorkTree workTree) =>
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
