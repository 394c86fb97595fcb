using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The rules of test and eval: which snapshot is meant, and whether it may run.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class TrainedSnapshot(ExperimentCatalog catalog)
{
    /// <summary>Finds the snapshot to run.</summary>
    /// <param name="path">The full path of the task; used where no snapshot is named.</param>
    /// <param name="named">The snapshot that the user named.</param>
    /// <param name="ignoreChanges">Whether changed code is no reason to refuse.</param>
    /// <exception cref="CodeChangedException">The code differs from the last snapshot's.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot, or it is not trained.</exception>
    public Snapshot Find(string? path, Snapshot? named, bool ignoreChanges)
    {
        Snapshot snapshot = named is not null
            ? catalog.Reread(named)
            : new LastSnapshot(catalog).Find(
                TaskLocation.Resolve(path ?? throw new ArgumentException("A path or a snapshot is needed.", nameof(path))), ignoreChanges);
        return snapshot.State == SnapshotState.Trained
            ? snapshot
            : throw NotTrained(snapshot);
    }

    /// <summary>The error that says why a snapshot is not trained.</summary>
    public static SnapshotStateException NotTrained(Snapshot snapshot)
    {
        string state = snapshot.State switch
        {
            SnapshotState.Created => "was never trained",
            SnapshotState.Training => "is being trained",
            SnapshotState.Failed => "failed in its training",
            _ => "was interrupted in its training",
        };
        return new SnapshotStateException(
            $"The snapshot '{snapshot}' {state}.",
            snapshot.Name,
            snapshot.State == SnapshotState.Training ? SnapshotStateProblem.InUse : SnapshotStateProblem.NotTrained);
    }
}
