using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks what a snapshot's file says of itself and of its run.</summary>
/// <param name="one">The snapshot, which no run holds.</param>
internal sealed class StateCheck(CheckedSnapshot one)
{
    private string FilePath => one.At(SnapshotStore.FileName);

    /// <summary>Finds what is wrong.</summary>
    public IEnumerable<LibraryProblem> Find(Snapshot snapshot)
    {
        if (snapshot.Id != one.Key.Id)
        {
            yield return one
                .Problem(LibraryProblemKind.IdWrong, FilePath, $"The file of snapshot '{one.Key}' has the id '{snapshot.Id}'.")
                .RepairedBy("give it the id of its folder", one.Locked((read, quarantine) =>
                {
                    quarantine.Copy(FilePath);
                    one.Store.Save(read with { Id = one.Key.Id });
                }));
        }

        if (snapshot.State == SnapshotState.Training)
        {
            yield return one
                .Problem(LibraryProblemKind.InterruptionUnrecorded, FilePath, $"The training of snapshot '{one.Key}' was interrupted; its file says that it goes on.")
                .RepairedBy("record that it was interrupted, with the metrics and models it had by then", one.Locked(RecordInterruption));
        }

        if (snapshot.State == SnapshotState.Created && Results().Any())
        {
            yield return one
                .Problem(LibraryProblemKind.ResetUnfinished, one.Key.Path, $"The snapshot '{one.Key}' was reset, and files of its last training are still there.")
                .RepairedBy("move them to the quarantine", one.Locked((read, quarantine) =>
                {
                    if (read.State == SnapshotState.Created)
                    {
                        Results().ToList().ForEach(quarantine.Move);
                    }
                }));
        }
    }

    private void RecordInterruption(Snapshot snapshot, Quarantine quarantine)
    {
        if (snapshot.State != SnapshotState.Training)
        {
            return;
        }

        string journal = one.At(SnapshotMetrics.FileName);
        JournalRepair.Run(journal, quarantine);
        IReadOnlyList<string> models = SavedModels.Names(one.Key.Path);
        Snapshot ended = new MetricsCheck(one).Summarize(snapshot);
        one.Store.Save(ended with
        {
            State = SnapshotState.Interrupted,
            EndedAt = File.GetLastWriteTime(File.Exists(journal) ? journal : FilePath),
            ModelFiles = models,
            ModelHashes = SavedModels.Hashes(one.Key.Path, models, Snapshot.EmptyData, default),
        });
    }

    // Of a snapshot that was never trained there is only its file; what a user has put beside it stays.
    private IEnumerable<string> Results() =>
        new[] { SnapshotMetrics.FileName, RunLog.FileName, Checkpoints.CheckpointFolder.FileName }.Any(name => File.Exists(one.At(name)))
            ? Directory.EnumerateFileSystemEntries(one.Key.Path).Where(path => Path.GetFileName(path) is not (SnapshotStore.FileName or SnapshotLock.FileName))
            : [];
}
