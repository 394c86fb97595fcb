using Flammable.Checkpoints;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks whether a training could go on from its checkpoint.</summary>
/// <param name="one">The snapshot.</param>
internal sealed class CheckpointCheck(CheckedSnapshot one)
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="found">Takes the checkpoint, where there is one that is in order.</param>
    public IEnumerable<LibraryProblem> Find(Snapshot snapshot, Action<Checkpoint> found)
    {
        string path = one.At(CheckpointFolder.FileName);
        if (snapshot.State == SnapshotState.Trained)
        {
            return Files().Any()
                ? [Damage(LibraryProblemKind.CheckpointLeftover, path, $"The snapshot '{one.Key}' is trained, and its checkpoint is still there.")]
                : [];
        }

        try
        {
            if (new CheckpointFolder(one.Key.Path).Read() is not { } checkpoint)
            {
                return [];
            }

            FileInfo journal = new(one.At(SnapshotMetrics.FileName));
            if ((journal.Exists ? journal.Length : 0) < checkpoint.JournalLength)
            {
                return [Damage(LibraryProblemKind.CheckpointDamaged, path, $"The journal of snapshot '{one.Key}' is shorter than it was at the last checkpoint.")];
            }

            found(checkpoint);
            return [];
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.CheckpointDamaged)
        {
            return [Damage(LibraryProblemKind.CheckpointDamaged, error.Path, error.Message)];
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.NewerVersion)
        {
            return [one.Problem(LibraryProblemKind.NewerVersion, error.Path, error.Message).Harmless("update Flammable")];
        }
    }

    private LibraryProblem Damage(LibraryProblemKind kind, string path, string message) => one.Problem(kind, path, message).RepairedBy(
        "move the checkpoint to the quarantine",
        // What names the other files goes first: without it they are no checkpoint.
        one.Locked((_, quarantine) => Files().ToList().ForEach(quarantine.Move)));

    private IEnumerable<string> Files() => new[] { one.At(CheckpointFolder.FileName) }.Where(File.Exists)
        .Concat(Directory.EnumerateDirectories(one.Key.Path, $"{CheckpointFolder.PartsFolder}*"));
}
