using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The way of an import: check, hold the snapshot, bring its own code to life.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of what the task prints while it is made.</param>
/// <param name="cancellation">Stops the loading.</param>
internal sealed class ImportFlow(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Imports the task.</summary>
    /// <exception cref="SnapshotStateException">The snapshot is being trained, or another run holds it.</exception>
    public ImportedTask Run(Snapshot named)
    {
        Snapshot snapshot = catalog.Reread(named);
        if (snapshot.State == SnapshotState.Training)
        {
            throw TrainedSnapshot.NotTrained(snapshot);
        }

        SnapshotStore store = catalog.Snapshots(snapshot.Experiment);
        SnapshotLock held = SnapshotLock.ForReading(store.Key(snapshot.Name));
        try
        {
            // A run may have ended between the look and the lock.
            snapshot = store.Read(store.Key(snapshot.Name));
            var tasks = new SnapshotTask(catalog);
            return new ImportedTask(snapshot, tasks.Load(snapshot, events, cancellation), held, tasks.Data(snapshot));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
