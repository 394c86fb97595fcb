using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks a snapshot's journal, and the summaries that were made of it.</summary>
/// <param name="one">The snapshot.</param>
internal sealed class MetricsCheck(CheckedSnapshot one)
{
    private string JournalPath => one.At(SnapshotMetrics.FileName);

    private string FilePath => one.At(SnapshotStore.FileName);

    /// <summary>Finds what is wrong.</summary>
    public IEnumerable<LibraryProblem> Find(Snapshot snapshot, CancellationToken cancellation)
    {
        var summaries = new JournalSummaries(snapshot.TestRun);
        JournalScan? scan = JournalScan.Of(JournalPath, summaries.Add, cancellation);
        if (scan is null)
        {
            if (HasSummaries(snapshot))
            {
                yield return one.Problem(
                    LibraryProblemKind.JournalMissing, JournalPath, $"The journal of snapshot '{one.Key}' is gone; its summaries are left.");
            }
        }
        else if (scan.Damaged.Count > 0)
        {
            yield return one
                .Problem(
                    LibraryProblemKind.JournalDamaged,
                    JournalPath,
                    $"{Count(scan.Damaged.Count, "line")} of the journal of snapshot '{one.Key}' cannot be read.")
                .RepairedBy("keep the journal in the quarantine, and in its place one of the lines that can be read", one.Locked(Mend));
        }
        else if (scan.IsTorn)
        {
            yield return one
                .Problem(
                    LibraryProblemKind.JournalTorn,
                    JournalPath,
                    $"The journal of snapshot '{one.Key}' ends in the middle of a line: {scan.Length - scan.EndOfLines} bytes of it were written.")
                .RepairedBy("cut the line, and keep what was written in the quarantine", one.Locked(Mend));
        }
        else if (IsSummarized(snapshot) && !JournalSummaries.AreSame(summaries.PutInto(snapshot), snapshot))
        {
            yield return one
                .Problem(LibraryProblemKind.SummariesWrong, FilePath, $"The summaries of snapshot '{one.Key}' are not those of its journal.")
                .RepairedBy("make them again from the journal, and keep the file as it is in the quarantine", one.Locked(Mend));
        }
    }

    /// <summary>Repairs the journal, then the summaries.</summary>
    public void Mend(Snapshot snapshot, Quarantine quarantine)
    {
        JournalRepair.Run(JournalPath, quarantine);
        Snapshot summarized = Summarize(snapshot);
        if (IsSummarized(snapshot) && !JournalSummaries.AreSame(summarized, snapshot))
        {
            quarantine.Copy(FilePath);
            one.Store.Save(summarized);
        }
    }

    /// <summary>The snapshot with the summaries of its journal, as far as that can be read; with its own where the journal is gone.</summary>
    public Snapshot Summarize(Snapshot snapshot)
    {
        var summaries = new JournalSummaries(snapshot.TestRun);
        return JournalScan.Of(JournalPath, summaries.Add, CancellationToken.None) is null ? snapshot : summaries.PutInto(snapshot) with
        {
            TestRunsBegun = Math.Max(snapshot.TestRunsBegun, summaries.LastRun),
        };
    }

    // The Python original keeps the values themselves in its file. A training that was killed has not written its summaries.
    private static bool IsSummarized(Snapshot snapshot) => snapshot.Version is not null && snapshot.State != SnapshotState.Training;

    private static bool HasSummaries(Snapshot snapshot) =>
        IsSummarized(snapshot) && snapshot.Train.Count + snapshot.Validation.Count + snapshot.Test.Count > 0;

    private static string Count(int number, string what) => number == 1 ? $"A {what}" : $"{number} {what}s";
}
