using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>The whole process of <c>flam train --force</c> for a task that does nothing and was compiled before.</summary>
internal sealed class TrainComparison : IComparison
{
    private const string What = "flam train --force, an empty task";

    // What the Python original needs for the same, as named when the project began. It is not run here.
    private const double Original = 1400;

    private static readonly Limit _limit = Limit.Time(500);

    public string Name => "train";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        if (!File.Exists(Products.Flam))
        {
            return [Figure.Skipped(What, "output/flam is not built", _limit)];
        }

        string code = Path.GetDirectoryName(folder.Write("code/EmptyTask.cs", TaskCode.Empty))!;
        double ours = new Repetitions(Count: 15).Median(() => Clock.Time(() => ChildProcess.Run(Products.Flam, code, "train", "--force")));
        return [new Figure(What, ours, "the Python original (as named, not run)", Original, _limit)];
    }
}
