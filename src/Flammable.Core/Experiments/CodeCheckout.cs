using Flammable.Errors;
using Flammable.Execution;
using Flammable.Git;

namespace Flammable.Experiments;

/// <summary>Writes the code of a snapshot to a folder of its own, as it was captured. No working tree is touched.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class CodeCheckout(ExperimentCatalog catalog)
{
    /// <summary>Writes the code for one run.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="code">The snapshot's code.</param>
    /// <exception cref="RepositoryException">The experiment's repository does not have it.</exception>
    public RunFolder Write(string experiment, CodeBase code) => RunFolder.WithCode(Path.Combine(catalog.CacheFolder, "runs"), folder =>
    {
        string path = catalog.RepositoryPath(experiment);
        using ExperimentRepository repository = ExperimentRepository.Open(path)
            ?? throw new RepositoryException($"The experiment '{experiment}' has no repository '{path}'.", path, RepositoryProblem.CommitMissing);
        repository.Export(code, folder, CancellationToken.None);
    });
}
