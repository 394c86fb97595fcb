using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Metrics;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Appends 1,000,000 points and reads them back.</summary>
internal sealed class JournalComparison : IComparison
{
    private const int Points = 1_000_000;

    public string Name => "journal";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        string journal = folder.At("metrics.jsonl");
        Append(journal);
        string[] lines = [.. File.ReadLines(journal).Where((_, index) => index % 50 == 0)];
        (double ours, double theirs) = new Repetitions(Count: 7, WarmUps: 2).Medians(
            () => Fresh(journal, () => Append(journal)),
            () => Fresh(folder.At("bare.jsonl"), () => WriteBare(folder.At("bare.jsonl"), lines)));
        yield return Figure.Alone("1,000,000 points appended", ours, Limit.Time(1000));
        yield return new Figure("1,000,000 points appended", ours, "StreamWriter, as many bytes", theirs, Limit.Ratio(2));

        double read = new Repetitions(Count: 7, WarmUps: 2).Median(() => Clock.Time(() => EnsureAll(journal)));
        yield return Figure.Alone("1,000,000 points read back", read, Limit.Time(1500));
    }

    private static double Fresh(string path, Action write)
    {
        File.Delete(path);
        return Clock.Time(write);
    }

    // Two series in turns, as a training has them, and values with all their digits.
    private static void Append(string path)
    {
        using MetricJournal journal = MetricJournal.Open(path);
        var series = new SeriesLog(MetricSplit.Train, journal.Append);
        for (int i = 1; i <= Points; i++)
        {
            series.Append(i % 2 == 0 ? "loss" : "accuracy", 1.0 / i, i);
        }
    }

    // The lines are whole already: nothing is left to do but the writing.
    private static void WriteBare(string path, string[] lines)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        using (var writer = new StreamWriter(file, leaveOpen: true) { NewLine = "\n" })
        {
            for (int i = 0; i < Points; i++)
            {
                writer.WriteLine(lines[i % lines.Length]);
            }
        }

        file.Flush(flushToDisk: true);
    }

    private static void EnsureAll(string path)
    {
        int count = 0;
        using MetricReader reader = MetricReader.TryOpen(path)!;
        while (reader.Read() is not null)
        {
            count++;
        }

        if (count != Points)
        {
            throw new InvalidOperationException($"{count} points were read, not {Points}.");
        }
    }
}
