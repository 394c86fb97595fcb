using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Verifying;

/// <summary>The way of a verification: check, hold the snapshot, train its own code again elsewhere, compare.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Stops the training.</param>
internal sealed class VerifyFlow(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Trains the snapshot again, and compares.</summary>
    /// <param name="named">The snapshot.</param>
    /// <param name="caller">Who asks for it, if that is known.</param>
    /// <exception cref="SnapshotStateException">The snapshot is not trained, or a run holds it.</exception>
    /// <exception cref="TaskFailedException">The training fails now.</exception>
    public Verification Run(Snapshot named, Caller? caller)
    {
        Snapshot found = new TrainedSnapshot(catalog).Find(path: null, named, ignoreChanges: false);
        SnapshotStore store = catalog.Snapshots(found.Experiment);
        using SnapshotLock held = SnapshotLock.ForReading(store.Key(found.Name));
        Snapshot snapshot = AsTrained(store.Read(store.Key(found.Name)));
        // The scratch folder is needed longer than the task in it is loaded.
        using IDisposable? present = TaskPresence.Show(catalog.CacheFolder, cancellation);
        using ScratchFolder scratch = ScratchFolder.Create(catalog.CacheFolder);
        var scratchStore = new SnapshotStore(snapshot.Experiment, scratch.Path);
        Snapshot again = Train(snapshot, scratchStore, caller);
        events?.Report(new StepEvent($"Compare with snapshot '{snapshot}'."));
        return new Verification
        {
            Snapshot = found,
            Items =
            [
                .. new VerifiedRecord(snapshot, again).Compare(),
                .. VerifiedSeries.Compare(PointsOf(store, snapshot), PointsOf(scratchStore, again)),
                .. new VerifiedModels(snapshot, again, cancellation).Compare(),
            ],
            Duration = again.Duration ?? TimeSpan.Zero,
        };
    }

    // The results of an amended snapshot are those of the commit before.
    private static Snapshot AsTrained(Snapshot snapshot) => snapshot with { Commit = snapshot.TrainedCommit ?? snapshot.Commit };

    private Snapshot Train(Snapshot snapshot, SnapshotStore scratch, Caller? caller)
    {
        events?.Report(new StepEvent($"Train snapshot '{snapshot}' again from commit {snapshot.ShortCommit}."));
        try
        {
            return new ScratchTraining(catalog, scratch, earlier: null, events, cancellation).Train(snapshot, begun: null, caller);
        }
        catch (TaskFailedException error)
        {
            // Its log goes with the scratch folder.
            throw new TaskFailedException(error.Message, error.TaskName, error.Verb, error.ErrorType, error.Details)
            {
                ExitCode = error.ExitCode,
                SnapshotName = snapshot.Name,
            };
        }
    }

    private IEnumerable<SeriesPoint> PointsOf(SnapshotStore store, Snapshot snapshot) =>
        new SnapshotMetrics(store, store.Key(snapshot.Name)).Read(follow: false, cancellation)
            .Where(point => point.Run is null && (point.Split != MetricSplit.Test || !snapshot.IsTested));
}
