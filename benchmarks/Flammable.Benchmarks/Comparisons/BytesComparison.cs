using System.Globalization;
using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>All bytes that the process <c>flam train</c> writes, its commit, log and metadata included, against the size of the journal.</summary>
internal sealed class BytesComparison : IComparison
{
    private const int Points = 200_000;
    private const string Experiment = "appending";
    private const double Megabyte = 1_000_000;

    private static readonly string _what = $"all that a run with {Points:N0} points writes";
    private static readonly Limit _limit = Limit.Ratio(1.3);

    public string Name => "bytes";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Products.Flam))
        {
            return [Figure.Skipped(_what, "needs /proc and output/flam", _limit)];
        }

        string code = Path.GetDirectoryName(folder.Write($"{Experiment}/AppendingTask.cs", TaskCode.Appending(Points)))!;
        // The system adds what a child wrote to its parent's account when it has ended.
        string output = ChildProcess.Run("sh", code, "-c", "\"$0\" train > /dev/null && cat /proc/$$/io", Products.Flam);
        double written = double.Parse(
            output.Split('\n').Single(line => line.StartsWith("wchar: ", StringComparison.Ordinal))["wchar: ".Length..], CultureInfo.InvariantCulture);
        Snapshots.Snapshot snapshot = Library.Open().GetSnapshots().First(one => one.Experiment == Experiment);
        long journal = new FileInfo(Path.Combine(snapshot.Path, "metrics.jsonl")).Length;
        return [new Figure(_what, written / Megabyte, "the journal", journal / Megabyte, _limit) { Unit = "MB" }];
    }
}
