using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Restoring;

/// <summary>Brings a snapshot's code back into a new folder.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="libraryFolder">The full path of the library, into which nothing is restored.</param>
/// <param name="cancellation">Ends the writing; nothing is left then.</param>
internal sealed class FolderRestore(ExperimentCatalog catalog, string libraryFolder, CancellationToken cancellation)
{
    /// <summary>Writes the code, and what the runs produced where that is asked for.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="destination">The full path of the folder to make.</param>
    /// <param name="includeArtifacts">Whether models, metrics and log come along.</param>
    /// <exception cref="DestinationException">The destination exists, lies where it must not, or cannot be written.</exception>
    public RestoredSnapshot Run(Snapshot snapshot, string destination, bool includeArtifacts)
    {
        EnsureAllowed(destination);
        using ExperimentRepository repository = SnapshotCode.Open(catalog, snapshot);
        try
        {
            using var folder = new UnfinishedFolder(destination);
            ExportedCode code = repository.Export(SnapshotCode.Of(snapshot), folder.Path, cancellation);
            IReadOnlyList<string> missing = includeArtifacts ? CopyArtifacts(snapshot, folder.Path) : [];
            folder.Keep();
            return new RestoredSnapshot
            {
                Snapshot = snapshot,
                Path = destination,
                FileCount = code.FileCount,
                Bytes = code.Bytes,
                Artifacts = includeArtifacts ? Path.Combine(destination, ArtifactFolder.Name) : null,
                Warnings = [.. Warnings(snapshot, destination, code.EmptySubmodules, missing)],
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DestinationException(
                $"The folder '{destination}' cannot be written: {error.Message}", destination, DestinationProblem.NotWritable, error);
        }
    }

    private void EnsureAllowed(string destination)
    {
        if (UnfinishedFolder.Occupied(destination) || Path.GetDirectoryName(destination) is null)
        {
            throw new DestinationException($"The destination '{destination}' exists already.", destination, DestinationProblem.Exists);
        }

        if (RealPath.IsWithin(destination, libraryFolder))
        {
            throw new DestinationException(
                $"The destination '{destination}' lies inside the library '{libraryFolder}'.", destination, DestinationProblem.Misplaced);
        }

        if (RealPath.Of(destination).Split(Path.DirectorySeparatorChar).Contains(".git"))
        {
            throw new DestinationException($"The destination '{destination}' lies inside a .git folder.", destination, DestinationProblem.Misplaced);
        }
    }

    private IReadOnlyList<string> CopyArtifacts(Snapshot snapshot, string folder)
    {
        using SnapshotLock held = SnapshotLock.ForReading(catalog.Snapshots(snapshot.Experiment).Key(snapshot.Name));
        return ArtifactFolder.Copy(snapshot, folder, cancellation);
    }

    private IEnumerable<string> Warnings(
        Snapshot snapshot, string destination, IReadOnlyList<string> emptySubmodules, IReadOnlyList<string> missingModels)
    {
        foreach (string submodule in emptySubmodules)
        {
            yield return $"The submodule '{submodule}' is an empty folder: it was not checked out when snapshot '{snapshot}' was made.";
        }

        foreach (string model in missingModels)
        {
            yield return $"The model file '{model}' of snapshot '{snapshot}' is gone.";
        }

        if (catalog.CodeFolder(snapshot.Experiment) is { } codeFolder && RealPath.IsWithin(destination, codeFolder))
        {
            yield return $"The folder '{destination}' lies inside the experiment's folder '{codeFolder}': the next training takes it for code of the experiment.";
        }
    }
}
