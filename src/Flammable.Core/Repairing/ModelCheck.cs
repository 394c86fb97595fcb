using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks a snapshot's model files against what was recorded of them.</summary>
/// <param name="one">The snapshot.</param>
internal sealed class ModelCheck(CheckedSnapshot one)
{
    /// <summary>Finds what is wrong.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="kept">The names of files that are kept for a checkpoint.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IEnumerable<LibraryProblem> Find(Snapshot snapshot, IReadOnlyList<string> kept, CancellationToken cancellation)
    {
        foreach (string name in snapshot.ModelFiles)
        {
            string path = one.At(name);
            if (!File.Exists(path))
            {
                if (CopyMark.Read(one.Key.Path) is { HasArtifacts: false })
                {
                    continue;
                }

                yield return one.Problem(LibraryProblemKind.ModelMissing, path, $"The model file '{name}' of snapshot '{one.Key}' is gone.") with
                {
                    Repair = "restore it from a backup, or train the code again",
                };
            }
            else if (IsChanged(snapshot, name, cancellation))
            {
                yield return one
                    .Problem(LibraryProblemKind.ModelChanged, path, $"The model file '{name}' of snapshot '{one.Key}' is not as it was saved.")
                    .RepairedBy("move it to the quarantine", one.Locked((read, quarantine) =>
                    {
                        if (File.Exists(path) && IsChanged(read, name, CancellationToken.None))
                        {
                            quarantine.Move(path);
                        }
                    }));
            }
        }

        // A training that was killed has not listed what it saved.
        foreach (string name in snapshot.State == SnapshotState.Training ? [] : SavedModels.Names(one.Key.Path).Except(snapshot.ModelFiles).Except(kept))
        {
            yield return one
                .Problem(LibraryProblemKind.ModelUnlisted, one.At(name), $"The snapshot '{one.Key}' does not list the file '{name}' in its folder.")
                .Harmless();
        }
    }

    private bool IsChanged(Snapshot snapshot, string name, CancellationToken cancellation)
    {
        if (snapshot.ModelHashes.GetValueOrDefault(name) is not { } saved)
        {
            return false;
        }

        string path = one.At(name);
        return new FileInfo(path).Length != saved.Bytes || FileHash.Of(path, cancellation).Sha256 != saved.Sha256;
    }
}
