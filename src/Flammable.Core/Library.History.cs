using Flammable.Comparing;
using Flammable.Errors;
using Flammable.Restoring;
using Flammable.Snapshots;

namespace Flammable;

/// <content>Past snapshots: their code brought back, and what sets two apart.</content>
public sealed partial class Library
{
    /// <summary>Writes a snapshot's code into a new folder, exactly as committed. The folder appears whole or not at all.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="destination">The full path of the folder, which must not exist. Folders above it are made.</param>
    /// <param name="includeArtifacts">Whether models, metrics, metadata and log come along, in the folder <c>.flammable-snapshot</c> in it.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="DestinationException">The destination exists, lies where it must not, or cannot be written.</exception>
    /// <exception cref="RepositoryException">The snapshot's commit is missing.</exception>
    /// <exception cref="SnapshotStateException">The artifacts are asked for while a run writes them.</exception>
    public RestoredSnapshot Restore(
        Snapshot snapshot, string destination, bool includeArtifacts = false, CancellationToken cancellation = default) =>
        new FolderRestore(_catalog, Folder, cancellation).Run(snapshot, Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination)), includeArtifacts);

    /// <summary>Makes a branch at a snapshot's commit in the repository of the experiment's folder. HEAD, index and files stay as they are.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">The branch's name.</param>
    /// <exception cref="RepositoryException">There is no repository, the name is invalid or taken, or the commit is missing.</exception>
    public RestoredSnapshot RestoreBranch(Snapshot snapshot, string branch) => new BranchRestore(_catalog).Run(snapshot, branch);

    /// <summary>Tells in what a snapshot differs from another. Both may be of one experiment or of two.</summary>
    /// <param name="reference">The snapshot that is compared with.</param>
    /// <param name="difference">The snapshot that is compared.</param>
    /// <param name="parts">What is compared.</param>
    /// <exception cref="RepositoryException">The code is compared, and a commit is missing.</exception>
    public SnapshotComparison Compare(Snapshot reference, Snapshot difference, ComparedParts parts = ComparedParts.All) =>
        new SnapshotComparer(_catalog, reference, difference).Compare(parts);
}
