using System.Diagnostics;
using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>A task of 100 lines is edited and trained again in a warm session: from the call to the first line of Train.</summary>
internal sealed class EditComparison : IComparison
{
    private const int Count = 15;
    private const int WarmUps = 5;

    private static readonly Limit _limit = Limit.Time(150);

    public string Name => "edit";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        yield return InProcess(folder.Inner("library"));
        yield return InPwsh(folder.Inner("pwsh"));
    }

    private static Figure InProcess(TemporaryFolder folder)
    {
        Library library = Library.Open(folder.At("library"));
        int edit = 0;
        double ours = new Repetitions(Count, WarmUps).Median(() =>
        {
            string path = folder.Write("code/EditedTask.cs", TaskCode.Edited(edit++));
            long call = Stopwatch.GetTimestamp();
            double start = library.Train(new TrainRequest(path))!.Train[TaskCode.StartSeries].Last;
            return Stopwatch.GetElapsedTime(call, (long)start).TotalMilliseconds;
        });
        return Figure.Alone("edited task to its first line, library", ours, _limit);
    }

    private static Figure InPwsh(TemporaryFolder folder)
    {
        const string what = "edited task to its first line, warm pwsh";
        if (Pwsh.Missing is { } reason)
        {
            return Figure.Skipped(what, reason, _limit);
        }

        for (int edit = 0; edit < WarmUps + Count; edit++)
        {
            folder.Write($"edits/{edit}.cs", TaskCode.Edited(edit));
        }

        double[] times = Pwsh.Numbers(folder.Path,
            $$"""
            $ErrorActionPreference = 'Stop'
            $env:FLAMMABLE_LIBRARY = "$PSScriptRoot/library"
            {{Pwsh.Import}}
            $null = New-Item -ItemType Directory "$PSScriptRoot/code"
            foreach ($edit in 0..{{WarmUps + Count - 1}}) {
                Copy-Item "$PSScriptRoot/edits/$edit.cs" "$PSScriptRoot/code/EditedTask.cs"
                $call = [Diagnostics.Stopwatch]::GetTimestamp()
                $snapshot = Invoke-FlamTrain "$PSScriptRoot/code/EditedTask.cs"
                [Diagnostics.Stopwatch]::GetElapsedTime($call, [long]$snapshot.Train['{{TaskCode.StartSeries}}'].Last).TotalMilliseconds
            }
            """);
        return Figure.Alone(what, Clock.Median(times.Skip(WarmUps)), _limit);
    }
}
