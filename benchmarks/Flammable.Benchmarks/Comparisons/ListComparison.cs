using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Lists 10,000 snapshots: the time to the first one, and to the last.</summary>
internal sealed class ListComparison : IComparison
{
    private static readonly Limit _first = Limit.Time(150);
    private static readonly Limit _all = Limit.Time(1500);

    public string Name => "list";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        string library = folder.At("library");
        SnapshotShelf.Fill(library);
        return [.. InProcess(library), .. InPwsh(folder.Path)];
    }

    private static IEnumerable<Figure> InProcess(string library)
    {
        double first = new Repetitions(Count: 15).Median(() => Clock.Time(() => Library.Open(library).GetSnapshots().First()));
        yield return Figure.Alone("first of 10,000 snapshots, library", first, _first);
        double all = new Repetitions(Count: 7, WarmUps: 2).Median(() => Clock.Time(() => EnsureAll(Library.Open(library).GetSnapshots().Count())));
        yield return Figure.Alone("all of 10,000 snapshots, library", all, _all);
    }

    private static IEnumerable<Figure> InPwsh(string folder)
    {
        const string firstCall = "first of 10,000, first call in a fresh pwsh";
        const string first = "first of 10,000, warm pwsh";
        const string all = "all of 10,000, warm pwsh";
        if (Pwsh.Missing is { } reason)
        {
            return [Figure.Skipped(firstCall, reason, _first), Figure.Skipped(first, reason, _first), Figure.Skipped(all, reason, _all)];
        }

        double[][] sessions = [.. Enumerable.Range(0, 5).Select(_ => Session(folder))];
        return
        [
            Figure.Alone(firstCall, Median(0), _first),
            Figure.Alone(first, Median(1), _first),
            Figure.Alone(all, Median(2), _all),
        ];

        double Median(int line) => Clock.Median(sessions.Select(session => session[line]));
    }

    private static double[] Session(string folder) => Pwsh.Numbers(folder,
        $$"""
        $ErrorActionPreference = 'Stop'
        $env:FLAMMABLE_LIBRARY = "$PSScriptRoot/library"
        {{Pwsh.Import}}
        # Select-Object and the stop of a pipeline are PowerShell's own: they are warm before they are timed.
        $null = 1..9 | Select-Object -First 1
        foreach ($call in 0..1) {
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = Get-FlamSnapshot | Select-Object -First 1
            $clock.Elapsed.TotalMilliseconds
        }

        $clock = [Diagnostics.Stopwatch]::StartNew()
        $snapshots = Get-FlamSnapshot
        $clock.Elapsed.TotalMilliseconds
        if ($snapshots.Count -ne {{SnapshotShelf.Count}}) { throw "There are $($snapshots.Count) snapshots." }
        """);

    private static void EnsureAll(int count)
    {
        if (count != SnapshotShelf.Count)
        {
            throw new InvalidOperationException($"There are {count} snapshots.");
        }
    }
}
