using Flammable.Checkpoints;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks one snapshot after the other.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="code">Checks their code; <see langword="null"/> where the experiment's repository cannot be opened.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class SnapshotCheck(SnapshotStore store, CodeCheck? code, CancellationToken cancellation)
{
    private const int MostLooks = 3;

    /// <summary>Finds what is wrong with a snapshot. One that is removed meanwhile has no problems.</summary>
    public IReadOnlyList<LibraryProblem> Find(SnapshotKey key)
    {
        var one = new CheckedSnapshot(store, key);
        for (int look = 0; look < MostLooks && !SnapshotLock.IsHeld(key.Path); look++)
        {
            DateTime before = Changed(one);
            IReadOnlyList<LibraryProblem> problems = Look(one);
            if (problems.Count == 0 || !Directory.Exists(key.Path))
            {
                return [];
            }

            // A run that has begun meanwhile, and perhaps ended, has changed what was looked at.
            if (!SnapshotLock.IsHeld(key.Path) && Changed(one) == before)
            {
                return problems;
            }
        }

        return [one.Problem(LibraryProblemKind.InUse, key.Path, $"The snapshot '{key}' is in use by a run and was not checked.").Harmless("check it when the run has ended")];
    }

    private static DateTime Changed(CheckedSnapshot one) => File.GetLastWriteTimeUtc(one.At(SnapshotStore.FileName));

    private IReadOnlyList<LibraryProblem> Look(CheckedSnapshot one)
    {
        try
        {
            Snapshot snapshot = store.ReadStored(one.Key);
            return [.. Results(one, snapshot), .. code?.Find(one, snapshot, cancellation) ?? [], .. Leftovers.InSnapshot(one)];
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.Damaged)
        {
            return [new SnapshotSalvage(one, code?.KeptCommit(one.Key)).Describe(error.Message)];
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.NewerVersion)
        {
            return [one.Problem(LibraryProblemKind.NewerVersion, error.Path, error.Message).Harmless("update Flammable")];
        }
        catch (Exception error) when (error is SnapshotStoreException or IOException or UnauthorizedAccessException)
        {
            return [one.Problem(LibraryProblemKind.SnapshotUnreadable, (error as SnapshotStoreException)?.Path ?? one.Key.Path, error.Message)];
        }
    }

    private IEnumerable<LibraryProblem> Results(CheckedSnapshot one, Snapshot snapshot)
    {
        LibraryProblem[] states = [.. new StateCheck(one).Find(snapshot)];
        if (states.Any(problem => problem.Kind == LibraryProblemKind.ResetUnfinished))
        {
            return states;
        }

        Checkpoint? checkpoint = null;
        LibraryProblem[] checkpoints = [.. new CheckpointCheck(one).Find(snapshot, found => checkpoint = found)];
        return
        [
            .. states,
            .. new MetricsCheck(one).Find(snapshot, cancellation),
            .. new ModelCheck(one).Find(snapshot, checkpoint?.Content.ModelFiles ?? [], cancellation),
            .. checkpoints,
        ];
    }
}
