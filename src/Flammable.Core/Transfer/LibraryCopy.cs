using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>Copies snapshots of one library into another.</summary>
/// <param name="source">The library's experiments.</param>
/// <param name="destination">Files them in the other one.</param>
/// <param name="options">How they are copied.</param>
/// <param name="events">Told of each step.</param>
internal sealed class LibraryCopy(ExperimentCatalog source, SnapshotReceiver destination, CopyOptions options, IProgress<RunEvent>? events)
{
    /// <summary>Copies one snapshot.</summary>
    /// <exception cref="FlammableException">It cannot be copied.</exception>
    public CopiedSnapshot Copy(Snapshot wanted)
    {
        using var outgoing = OutgoingSnapshot.Open(source, wanted, options.IncludeArtifacts, events);
        return destination.Receive(
            new IncomingSnapshot
            {
                ExperimentId = outgoing.ExperimentId,
                Experiment = wanted.Experiment,
                Name = wanted.Name,
                Content = SnapshotMetadata.HashOf(wanted.Name, outgoing.Metadata),
                Metadata = outgoing.Metadata,
                Artifacts = outgoing.Artifacts,
                Commits = outgoing.Commits,
                RepositoryPath = source.RepositoryPath(wanted.Experiment),
                Source = source.Folder,
            },
            options.Experiment);
    }
}
