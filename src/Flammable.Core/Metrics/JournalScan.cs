using Flammable.Errors;

namespace Flammable.Metrics;

/// <summary>What a journal holds that nobody can read.</summary>
/// <param name="Damaged">Where each whole line that is no point begins and ends, its line break included, in bytes.</param>
/// <param name="EndOfLines">Where the last whole line ends.</param>
/// <param name="Length">The file's length; what lies behind the last whole line is torn.</param>
internal sealed record JournalScan(IReadOnlyList<(long Start, long End)> Damaged, long EndOfLines, long Length)
{
    /// <summary>Whether the last line is not whole.</summary>
    public bool IsTorn => EndOfLines < Length;

    /// <summary>Reads a journal to its end.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="visit">Is shown each point.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What was found; <see langword="null"/> where there is no journal.</returns>
    /// <exception cref="SnapshotStoreException">The file cannot be read.</exception>
    public static JournalScan? Of(string path, Action<SeriesPoint> visit, CancellationToken cancellation)
    {
        using MetricReader? journal = MetricReader.TryOpen(path);
        if (journal is null)
        {
            return null;
        }

        var damaged = new List<(long, long)>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = journal.Position;
            try
            {
                if (journal.Read() is not { } point)
                {
                    return new JournalScan(damaged, journal.Position, new FileInfo(path).Length);
                }

                visit(point);
            }
            catch (SnapshotStoreException error) when (error.Problem == StoreProblem.Damaged)
            {
                damaged.Add((start, journal.Position));
            }
        }
    }
}
