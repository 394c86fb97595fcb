using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Is anything changed among 10,000 files? Asked of a library in this process, and of git.</summary>
internal sealed class StatusComparison : IComparison
{
    public string Name => "status";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var code = new TrackedFolder(folder.At("code"));
        Library library = Library.Open(folder.At("library"));
        library.Train(new TrainRequest(code.Path));

        (double ours, double theirs) = new Repetitions(Count: 25, WarmUps: 5).Medians(
            () => Clock.Time(() => EnsureUnchanged(library.GetStatus(code.Path).ChangedFiles.Count)),
            () => Clock.Time(() => EnsureUnchanged(code.Git("status", "--porcelain").Length)));
        yield return new Figure("change check, 10,000 files, none changed", ours, "git status --porcelain", theirs, Limit.Ratio(1.1));
    }

    private static void EnsureUnchanged(int changes)
    {
        if (changes != 0)
        {
            throw new InvalidOperationException("A file is said to be changed that is not.");
        }
    }
}
