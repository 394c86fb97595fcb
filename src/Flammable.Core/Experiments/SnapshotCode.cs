using Flammable.Errors;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Where a snapshot's code is.</summary>
internal static class SnapshotCode
{
    /// <summary>The commit, and the experiment's folder in it.</summary>
    public static CodeBase Of(Snapshot snapshot) => new(snapshot.Commit, snapshot.CodeFolder);

    /// <summary>Opens the repository that has the code.</summary>
    /// <exception cref="RepositoryException">The experiment has none.</exception>
    public static ExperimentRepository Open(ExperimentCatalog catalog, Snapshot snapshot)
    {
        string path = catalog.RepositoryPath(snapshot.Experiment);
        return ExperimentRepository.Open(path) ?? throw new RepositoryException(
            $"The experiment '{snapshot.Experiment}' has no repository '{path}', so that the code of snapshot '{snapshot}' is gone.",
            path,
            RepositoryProblem.CommitMissing);
    }
}
