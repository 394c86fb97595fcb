using Flammable.Checkpoints;
using Flammable.DataFiles;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>
/// Trains and tests the code of an experiment's commits into snapshots that no listing shows. The experiment's folder, its
/// repository and its own snapshots stay as they are.
/// </summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="store">Where the scratch snapshots are kept; nobody else makes any in it at the same time.</param>
/// <param name="earlier">The snapshot whose data the runs are compared with, for a warning; <see langword="null"/> for none.</param>
/// <param name="events">Told of progress and of what the task prints.</param>
/// <param name="cancellation">Stops the run.</param>
internal sealed class ScratchTraining(
    ExperimentCatalog catalog, SnapshotStore store, Snapshot? earlier, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Trains a snapshot, a new one or one whose training was interrupted: that goes on at its last checkpoint.</summary>
    /// <param name="draft">The code to train, with seed and hyperparameters; those that the code does not know are left out.</param>
    /// <param name="begun">The scratch snapshot that was interrupted; <see langword="null"/> for a new one.</param>
    /// <param name="caller">Who asks for it, if that is to be recorded.</param>
    /// <exception cref="FlammableException">The code cannot be trained; each kind says why.</exception>
    public Snapshot Train(Snapshot draft, Snapshot? begun = null, Caller? caller = null)
    {
        using LoadedTask task = new SnapshotTask(catalog).Load(draft, events, cancellation);
        task.EnsureImplements(nameof(FlamTask.Train));
        Snapshot snapshot = begun ?? store.Create(key => draft with
        {
            Id = key.Id,
            Name = key.Name,
            Path = key.Path,
            Parameters = task.Parameters,
            ChosenParameters = [.. draft.ChosenParameters.Where(task.Parameters.ContainsKey)],
        });
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(snapshot.Name));
        Checkpoint? checkpoint = ReadCheckpoint(snapshot);
        return Run(snapshot).Train(task, checkpoint is null ? store.Reset(snapshot) : snapshot, caller, checkpoint);
    }

    /// <summary>Takes over a trained snapshot of the library with its model files, to be tested in its place.</summary>
    /// <exception cref="SnapshotStateException">A run that writes to it holds it.</exception>
    public Snapshot Copy(Snapshot original)
    {
        using SnapshotLock held = SnapshotLock.ForReading(catalog.Snapshots(original.Experiment).Key(original.Name));
        Snapshot copy = store.Create(key => original with
        {
            Id = key.Id,
            Name = key.Name,
            Path = key.Path,
            Commit = original.TrainedCommit ?? original.Commit,
            TrainedCommit = null,
        });
        foreach (string name in original.ModelFiles)
        {
            // Each appears whole: a snapshot that lacks one is not tested.
            string file = Path.Combine(copy.Path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(original.Path, name), $"{file}.new", overwrite: true);
            File.Move($"{file}.new", file);
        }

        return copy;
    }

    /// <summary>Whether a snapshot is trained and has all its model files, so that it can be tested.</summary>
    public static bool CanTest(Snapshot snapshot) =>
        snapshot.State == SnapshotState.Trained && snapshot.ModelFiles.All(name => File.Exists(Path.Combine(snapshot.Path, name)));

    /// <summary>Tests a trained snapshot, with its code loaded anew.</summary>
    /// <exception cref="FlammableException">The code cannot be tested; each kind says why.</exception>
    public Snapshot Test(Snapshot trained)
    {
        using LoadedTask task = new SnapshotTask(catalog).Load(trained, events, cancellation);
        task.EnsureImplements(nameof(FlamTask.Test));
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(trained.Name));
        Snapshot snapshot = store.Save(trained with { TestRunsBegun = trained.TestRunsBegun + 1 });
        return Run(snapshot).Test(task, snapshot);
    }

    private SnapshotRun Run(Snapshot snapshot) => new(
        store,
        new DeclaredData(new SnapshotTask(catalog).Data(snapshot), new DataHashes(catalog.CacheFolder), earlier, events, cancellation),
        events,
        cancellation);

    private static Checkpoint? ReadCheckpoint(Snapshot snapshot)
    {
        try
        {
            return new CheckpointFolder(snapshot.Path).Read();
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.CheckpointDamaged)
        {
            return null;
        }
    }
}
