using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>The points of one snapshot: those of its journal, after what the Python original kept in <c>snapshot.json</c>.</summary>
/// <param name="store">Where the snapshot is kept.</param>
/// <param name="key">The snapshot.</param>
internal sealed class SnapshotMetrics(SnapshotStore store, SnapshotKey key)
{
    /// <summary>The journal's file name, in the snapshot's folder.</summary>
    public const string FileName = "metrics.jsonl";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Reads the points in the order of their appending: those of the training, and of the last test that ran to its end. Who
    /// follows a test reads its points in place of theirs.
    /// </summary>
    /// <param name="follow">Whether to wait for more, for as long as a run writes to the snapshot.</param>
    /// <param name="cancellation">Ends the reading and the waiting.</param>
    public IEnumerable<SeriesPoint> Read(bool follow, CancellationToken cancellation)
    {
        bool isAlive = follow && SnapshotLock.IsHeld(key.Path);
        Snapshot snapshot = store.Read(key);
        int test = isAlive ? snapshot.TestRunsBegun : snapshot.TestRun;
        if (snapshot.Version is null)
        {
            foreach (SeriesPoint point in StoredValues.Read(store.ReadDocument(key), snapshot.Timestamp))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return point;
            }
        }

        MetricReader? journal = null;
        try
        {
            while (true)
            {
                journal ??= MetricReader.TryOpen(Path.Combine(key.Path, FileName));
                while (journal?.Read() is { } point)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (IsOf(test, point))
                    {
                        yield return point;
                    }
                }

                if (!isAlive)
                {
                    break;
                }

                cancellation.WaitHandle.WaitOne(Patience);
                cancellation.ThrowIfCancellationRequested();
                // Asked before the reading: what a run appended up to its end is then read to its end.
                isAlive = SnapshotLock.IsHeld(key.Path);
            }
        }
        finally
        {
            journal?.Dispose();
        }
    }

    // What a training, or a test of before there were numbers, put into the test's series counts until a numbered test has run.
    private static bool IsOf(int test, SeriesPoint point) =>
        point.Run is { } run ? run == test : test == 0 || point.Split != MetricSplit.Test;
}
