using Flammable.Metrics;

namespace Flammable.Repairing;

/// <summary>Takes out of a journal what nobody can read. The caller holds the snapshot's lock.</summary>
internal static class JournalRepair
{
    private const byte Blank = (byte)' ';

    /// <summary>Repairs a journal; all that it held goes to the quarantine first.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="quarantine">Takes the damaged file, or the end that is cut.</param>
    public static void Run(string path, Quarantine quarantine)
    {
        if (JournalScan.Of(path, _ => { }, CancellationToken.None) is not { } scan)
        {
            return;
        }

        if (scan.Damaged.Count > 0)
        {
            quarantine.Copy(path);
            AtomicFile.Write(path, stream => WriteReadable(path, scan, stream));
        }
        else if (scan.IsTorn)
        {
            quarantine.Keep(path, scan.EndOfLines);
            using FileStream journal = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            journal.SetLength(scan.EndOfLines);
            journal.Flush(flushToDisk: true);
        }
    }

    // A checkpoint counts the journal's bytes. So the good lines stay in their places: the damaged ones before them become
    // blanks at the beginning of the next good one, which JSON allows. Those behind the last good line go.
    private static void WriteReadable(string path, JournalScan scan, Stream stream)
    {
        using FileStream journal = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long end = scan.EndOfLines;
        int last = scan.Damaged.Count - 1;
        for (; last >= 0 && scan.Damaged[last].End == end; last--)
        {
            end = scan.Damaged[last].Start;
        }

        journal.CopyTo(stream);
        stream.SetLength(end);
        foreach ((long start, long stop) in scan.Damaged.Take(last + 1))
        {
            stream.Position = start;
            byte[] blanks = new byte[stop - start];
            Array.Fill(blanks, Blank);
            stream.Write(blanks);
        }
    }
}
