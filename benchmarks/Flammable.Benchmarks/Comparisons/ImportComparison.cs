using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>A fresh PowerShell that imports the module, and one that does not.</summary>
internal sealed class ImportComparison : IComparison
{
    private const string What = "fresh pwsh that imports Flammable";

    private static readonly Limit _limit = Limit.Over(150);

    public string Name => "import";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        if (Pwsh.Missing is { } reason)
        {
            return [Figure.Skipped(What, reason, _limit)];
        }

        (double ours, double theirs) = new Repetitions(Count: 11).Medians(
            () => Clock.Time(() => Pwsh.Run(folder.Path, Pwsh.Import)),
            () => Clock.Time(() => Pwsh.Run(folder.Path, "1")));
        return [new Figure(What, ours, "bare pwsh", theirs, _limit)];
    }
}
