using Flammable.Errors;
using Flammable.Execution;
using Flammable.Git;

namespace Flammable.Experiments;

/// <summary>Writes the code of a snapshot to a folder of its own, as it was captured. No working tree is touched.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class CodeCheckout(ExperimentCatalog catalog)
{
    private string RunsFolder => Path.Combine(catalog.CacheFolder, "runs");

    /// <summary>Writes the code for one run.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="code">The snapshot's code.</param>
    /// <exception cref="RepositoryException">The experiment's repository does not have it.</exception>
    public RunFolder Write(string experiment, CodeBase code) => RunFolder.WithCode(RunsFolder, folder =>
    {
        string path = catalog.RepositoryPath(experiment);
        using ExperimentRepository repository = ExperimentRepository.Open(path)
            ?? throw new RepositoryException($"The experiment '{experiment}' has no repository '{path}'.", path, RepositoryProblem.CommitMissing);
        repository.Export(code, folder, CancellationToken.None);
    });

    /// <summary>Ends the programs whose runs were killed, and takes away what is left of these runs.</summary>
    public void EndAbandoned() => RunFolder.EndAbandoned(RunsFolder);
}
