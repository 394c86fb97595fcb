using Flammable.Checkpoints;
using Flammable.Compilation;
using Flammable.DataFiles;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The way of a training that is resumed: check, bring the snapshot's own code back, go on at its last checkpoint.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Stops the training.</param>
internal sealed class ResumeFlow(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Trains the last snapshot of a task to its end.</summary>
    /// <returns>The trained snapshot.</returns>
    /// <exception cref="ArgumentException">The request asks for other values than the training has.</exception>
    /// <exception cref="CodeChangedException">The code differs from the snapshot's.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot, it is trained, or another run holds it.</exception>
    /// <exception cref="SnapshotStoreException">The checkpoint is damaged.</exception>
    public Snapshot Run(TrainRequest request, TaskLocation location)
    {
        if (request.Parameters.Count > 0 || request.Seed is not null)
        {
            throw new ArgumentException("A training that is resumed keeps its hyperparameters and its seed.", nameof(request));
        }

        Snapshot last = new LastSnapshot(catalog).Find(location, request.Ignore);
        SnapshotStore store = catalog.Snapshots(last.Experiment);
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(last.Name));
        Snapshot snapshot = store.Read(store.Key(last.Name));
        if (snapshot.State == SnapshotState.Trained)
        {
            throw new SnapshotStateException(
                $"The snapshot '{snapshot}' was trained to its end.", snapshot.Name, SnapshotStateProblem.AlreadyTrained);
        }

        Checkpoint? checkpoint = Read(new CheckpointFolder(snapshot.Path), snapshot.Path);
        if (checkpoint is not null && snapshot.TrainedCommit is not null)
        {
            throw new SnapshotStateException(
                $"The snapshot '{snapshot}' was amended after its training began: its checkpoint is of other code.",
                snapshot.Name,
                SnapshotStateProblem.Amended);
        }

        var tasks = new SnapshotTask(catalog);
        using LoadedTask task = tasks.Load(snapshot, events, cancellation);
        events?.Report(new StepEvent(checkpoint is null
            ? $"Resume snapshot '{snapshot}' at its beginning: it has no checkpoint."
            : $"Resume snapshot '{snapshot}' at its checkpoint {checkpoint.Number}."));
        var data = new DeclaredData(tasks.Data(snapshot), new DataHashes(catalog.CacheFolder), snapshot, events, cancellation);
        if (checkpoint is null)
        {
            snapshot = store.Reset(snapshot);
        }

        return new SnapshotRun(store, data, events, cancellation).Train(task, snapshot, request.Caller, checkpoint);
    }

    // A model that was saved again after the checkpoint is not what the checkpoint knows of it.
    private static Checkpoint? Read(CheckpointFolder folder, string snapshotPath) => folder.Read() is not { } checkpoint ? null : checkpoint with
    {
        Content = checkpoint.Content with
        {
            ModelHashes = SavedModels.Hashes(snapshotPath, checkpoint.Content.ModelFiles, checkpoint.Content.ModelHashes, folder.SavedAt),
        },
    };
}
