using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Comparing;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>The patch between two snapshots of 10,000 files, ten of which differ.</summary>
internal sealed class DiffComparison : IComparison
{
    public string Name => "diff";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var code = new TrackedFolder(folder.At("code"));
        Library library = Library.Open(folder.At("library"));
        Snapshot before = library.Train(new TrainRequest(code.Path))!;
        code.Change(turn: 0);
        Snapshot after = library.Train(new TrainRequest(code.Path))!;
        string patch = "";
        string theirPatch = "";

        (double ours, double theirs) = new Repetitions(Count: 25, WarmUps: 5).Medians(
            () => Clock.Time(() => patch = string.Concat(library.Compare(before, after, ComparedParts.Code).Code.Select(file => file.Patch))),
            () => Clock.Time(() => theirPatch = code.Git("diff", before.Commit, after.Commit)));
        if (patch.Trim() != theirPatch.Trim())
        {
            throw new InvalidOperationException("The patch is not git's.");
        }

        yield return new Figure("code of two snapshots, 10 of 10,000 files differ", ours, "git diff", theirs, Limit.Ratio(1.2));
    }
}
