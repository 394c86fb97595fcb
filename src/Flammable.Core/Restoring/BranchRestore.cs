using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Restoring;

/// <summary>Makes a branch at a snapshot's commit in the repository of the experiment's folder. Nothing is checked out.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class BranchRestore(ExperimentCatalog catalog)
{
    /// <summary>Makes the branch.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="branch">The branch's name.</param>
    /// <exception cref="RepositoryException">There is no repository, the name is invalid or taken, or the commit is missing.</exception>
    public RestoredSnapshot Run(Snapshot snapshot, string branch)
    {
        string? folder = catalog.CodeFolder(snapshot.Experiment);
        RepositoryLocation location = (Directory.Exists(folder) ? RepositoryLocation.Find(folder) : null) ?? throw new RepositoryException(
            Directory.Exists(folder) ? $"The folder '{folder}' of experiment '{snapshot.Experiment}' lies in no repository."
                : folder is null ? $"The library does not know the folder of experiment '{snapshot.Experiment}'."
                : $"The folder '{folder}' of experiment '{snapshot.Experiment}' does not exist any more.",
            folder ?? "",
            RepositoryProblem.NoRepository);
        using ExperimentRepository? library = ExperimentRepository.Open(catalog.RepositoryPath(snapshot.Experiment));
        bool isNew = new SnapshotBranch(location, library).Create(branch, snapshot.Commit);
        return new RestoredSnapshot
        {
            Snapshot = snapshot,
            Path = location.WorkTree,
            Branch = branch,
            Warnings = isNew ? [] : [$"The branch '{branch}' was at commit {snapshot.ShortCommit} already."],
        };
    }
}
