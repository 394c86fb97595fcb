using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The rule by which a path means the last snapshot of its task.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class LastSnapshot(ExperimentCatalog catalog)
{
    /// <summary>Finds the snapshot.</summary>
    /// <param name="location">The task.</param>
    /// <param name="ignoreChanges">Whether changed code is no reason to refuse.</param>
    /// <exception cref="CodeChangedException">The code differs from the last snapshot's.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot.</exception>
    public Snapshot Find(TaskLocation location, bool ignoreChanges)
    {
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        Snapshot last = Of(folder);
        IReadOnlyList<ChangedFile> changes = ignoreChanges ? [] : folder.GetChanges();
        return changes.Count == 0 ? last : throw new CodeChangedException(last.Name, [.. changes.Select(change => change.Path)]);
    }

    /// <summary>The last snapshot of a folder's task, whether the code has changed since or not.</summary>
    /// <exception cref="SnapshotStateException">There is none.</exception>
    public static Snapshot Of(ExperimentFolder folder) => folder.LastSnapshot ?? throw new SnapshotStateException(
        $"The task '{folder.Location.Path}' has no snapshot yet.", folder.Location.Path, SnapshotStateProblem.NoSnapshot);
}
