using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Puts the snapshots of several experiments into one row, reading one of each ahead.</summary>
internal static class NewestFirst
{
    /// <summary>Merges rows that are each in the order of their making, newest first.</summary>
    public static IEnumerable<Snapshot> Merge(IEnumerable<IEnumerable<Snapshot>> experiments)
    {
        var rows = new PriorityQueue<IEnumerator<Snapshot>, long>();
        try
        {
            foreach (IEnumerable<Snapshot> experiment in experiments)
            {
                Put(rows, experiment.GetEnumerator());
            }

            while (rows.TryPeek(out IEnumerator<Snapshot>? newest, out _))
            {
                yield return newest.Current;
                rows.Dequeue();
                Put(rows, newest);
            }
        }
        finally
        {
            while (rows.TryDequeue(out IEnumerator<Snapshot>? row, out _))
            {
                row.Dispose();
            }
        }
    }

    private static void Put(PriorityQueue<IEnumerator<Snapshot>, long> rows, IEnumerator<Snapshot> row)
    {
        if (row.MoveNext())
        {
            rows.Enqueue(row, -row.Current.Timestamp.UtcTicks);
        }
        else
        {
            row.Dispose();
        }
    }
}
