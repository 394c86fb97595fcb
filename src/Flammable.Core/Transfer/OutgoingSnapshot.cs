using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>A snapshot that is copied from a library. No run writes to it until it is closed.</summary>
internal sealed class OutgoingSnapshot : IDisposable
{
    private readonly SnapshotLock? _held;

    private OutgoingSnapshot(SnapshotLock? held) => _held = held;

    /// <summary>The identity of its experiment; <see langword="null"/> for one of the Python original.</summary>
    public Guid? ExperimentId { get; private init; }

    /// <summary>The files of its metadata.</summary>
    public IReadOnlyList<CopiedFile> Metadata { get; private init; } = [];

    /// <summary>Its artifacts; <see langword="null"/> where they were not asked for, or are not here themselves.</summary>
    public IReadOnlyList<CopiedFile>? Artifacts { get; private init; }

    /// <summary>The commits that it needs.</summary>
    public required CodeCommits Commits { get; init; }

    /// <summary>Takes a snapshot.</summary>
    /// <param name="catalog">The library's experiments.</param>
    /// <param name="wanted">The snapshot.</param>
    /// <param name="withArtifacts">Whether its artifacts are copied too.</param>
    /// <param name="events">Told of model files that are not copied.</param>
    /// <exception cref="FlammableException">A run holds it, its code is gone, or it cannot be read.</exception>
    public static OutgoingSnapshot Open(ExperimentCatalog catalog, Snapshot wanted, bool withArtifacts, IProgress<RunEvent>? events)
    {
        SnapshotKey key = catalog.Snapshots(wanted.Experiment).Key(wanted.Name);
        if (!SnapshotName.IsValid(key.Name) || !CopyNames.IsExperiment(key.Experiment))
        {
            throw new SnapshotStoreException($"The snapshot '{key}' has a name that other systems cannot have.", key.Path, StoreProblem.NotPortable);
        }

        SnapshotLock? held = Hold(key);
        try
        {
            Snapshot snapshot = catalog.Reread(wanted);
            string path = catalog.RepositoryPath(key.Experiment);
            using ExperimentRepository repository = ExperimentRepository.Open(path) ?? throw new RepositoryException(
                $"The experiment '{key.Experiment}' has no repository '{path}', so that the code of snapshot '{key}' is gone.", path, RepositoryProblem.CommitMissing);
            IReadOnlyList<CopiedFile>? artifacts = withArtifacts ? SnapshotArtifacts.Files(key.Path) : null;
            foreach (string missing in snapshot.ModelFiles.Where(name => artifacts is not null && artifacts.All(file => file.Path != name)))
            {
                events?.Report(new WarningEvent(
                    $"The model file '{missing}' of the snapshot '{key}' is not copied: it is not in '{key.Path}', or has a name that other systems cannot have."));
            }

            Guid? id = catalog.Id(key.Experiment);
            return new OutgoingSnapshot(held)
            {
                ExperimentId = id,
                Metadata = SnapshotMetadata.Files(key.Path, id),
                Artifacts = CopyMark.Read(key.Path) is { HasArtifacts: false } ? null : artifacts,
                Commits = repository.CommitsOf(snapshot.Commit, snapshot.TrainedCommit),
            };
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    public void Dispose() => _held?.Dispose();

    // Somebody else's library may be one that cannot be written; where it has no lock yet, nobody runs there.
    private static SnapshotLock? Hold(SnapshotKey key)
    {
        try
        {
            return SnapshotLock.ForReading(key);
        }
        catch (SnapshotStoreException) when (!File.Exists(Path.Combine(key.Path, SnapshotLock.FileName)))
        {
            return null;
        }
    }
}
