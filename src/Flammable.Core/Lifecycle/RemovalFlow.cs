using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>The way of a snapshot or an experiment into the trash, and back.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="cancellation">Ends the wait for another change.</param>
internal sealed class RemovalFlow(ExperimentCatalog catalog, CancellationToken cancellation)
{
    /// <summary>Removes a snapshot. The ref that keeps its commit stays until the trash is cleared.</summary>
    /// <exception cref="SnapshotNotFoundException">It was removed already.</exception>
    /// <exception cref="SnapshotStateException">A run holds it.</exception>
    public Removal Remove(Snapshot snapshot)
    {
        using IDisposable turn = catalog.Lock(snapshot.Experiment, cancellation);
        SnapshotKey key = catalog.Snapshots(snapshot.Experiment).Key(snapshot.Name);
        if (!Directory.Exists(key.Path))
        {
            throw new SnapshotNotFoundException($"The snapshot '{snapshot}' is not in the library any more.", snapshot.Id);
        }

        using SnapshotLock held = SnapshotLock.ForWriting(key);
        using IDisposable trash = catalog.Trash.Lock(cancellation);
        var file = new RemovalFile
        {
            Experiment = snapshot.Experiment,
            ExperimentId = catalog.Id(snapshot.Experiment) ?? Guid.Empty,
            Snapshot = snapshot.Name,
            SnapshotCount = 1,
            Removed = DateTimeOffset.UtcNow,
            Bytes = FolderSize.Of(key.Path),
        };
        // Windows moves no folder with an open file in it, and refuses where another process was faster.
        if (OperatingSystem.IsWindows())
        {
            held.Dispose();
        }

        return catalog.Trash.Add(file, key.Path);
    }

    /// <summary>Removes an experiment with all that it has. The user's folder stays as it is.</summary>
    /// <exception cref="ExperimentNotFoundException">It was removed already.</exception>
    /// <exception cref="SnapshotStateException">A run holds one of its snapshots.</exception>
    public Removal Remove(Experiment experiment)
    {
        using ExperimentHold hold = ExperimentHold.Take(catalog, experiment.Name, cancellation);
        using IDisposable trash = catalog.Trash.Lock(cancellation);
        string path = catalog.PathOf(experiment.Name);
        var file = new RemovalFile
        {
            Experiment = experiment.Name,
            ExperimentId = catalog.Id(experiment.Name) ?? Guid.Empty,
            SnapshotCount = hold.Snapshots.Count,
            Removed = DateTimeOffset.UtcNow,
            Bytes = FolderSize.Of(path),
        };
        Removal? removal = null;
        hold.Move(() => removal = catalog.Trash.Add(file, path));
        return removal!;
    }

    /// <summary>Brings back what was removed.</summary>
    /// <returns>The removal, under the name that its experiment has now.</returns>
    /// <exception cref="RemovalNotFoundException">It was undone or cleared already.</exception>
    /// <exception cref="ExperimentNotFoundException">The snapshot's experiment is not in the library.</exception>
    /// <exception cref="ExperimentExistsException">The library has another experiment of the name.</exception>
    /// <exception cref="SnapshotStateException">The experiment has a snapshot of the name: it was copied again from elsewhere.</exception>
    public Removal Undo(Removal removal)
    {
        if (removal.Kind == RemovalKind.Experiment)
        {
            using IDisposable trash = LockTrash(removal);
            EnsureFree(removal);
            catalog.Trash.Restore(removal, catalog.PathOf(removal.Experiment));
            return removal;
        }

        string experiment = catalog.Names().FirstOrDefault(name => removal.IsSnapshotOf(name, catalog.Id(name)))
            ?? throw new ExperimentNotFoundException(removal.Experiment, catalog.Folder);
        using (catalog.Lock(experiment, cancellation))
        using (LockTrash(removal))
        {
            string place = catalog.Snapshots(experiment).Key(removal.Snapshot!).Path;
            if (Path.Exists(place))
            {
                throw new SnapshotStateException(
                    $"The experiment '{experiment}' has a snapshot '{removal.Snapshot}' again: the removed one cannot come back beside it.",
                    removal.Snapshot!,
                    SnapshotStateProblem.PlaceTaken);
            }

            catalog.Trash.Restore(removal, place);
        }

        return removal with { Experiment = experiment };
    }

    private IDisposable LockTrash(Removal removal)
    {
        IDisposable trash = catalog.Trash.Lock(cancellation);
        if (Directory.Exists(removal.ContentPath))
        {
            return trash;
        }

        trash.Dispose();
        throw new RemovalNotFoundException($"The removed '{removal}' is not in the trash any more.", removal.Id);
    }

    private void EnsureFree(Removal removal)
    {
        string? taken = Path.Exists(catalog.PathOf(removal.Experiment)) ? removal.Experiment
            : removal.ExperimentId == Guid.Empty ? null
            : catalog.Names().FirstOrDefault(name => catalog.Id(name) == removal.ExperimentId);
        if (taken is not null)
        {
            throw new ExperimentExistsException($"The library '{catalog.Folder}' has an experiment '{taken}' already.", taken);
        }
    }
}
