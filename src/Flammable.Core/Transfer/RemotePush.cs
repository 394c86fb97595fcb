using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>Copies snapshots of a library into a git repository: code and artifacts first, then the metadata, which make them visible.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="remote">The repository.</param>
/// <param name="options">How they are copied.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the copying.</param>
internal sealed class RemotePush(
    ExperimentCatalog catalog, RemoteRepository remote, CopyOptions options, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    // As many refs as a command line holds on every system.
    private const int MostAtOnce = 20;

    /// <summary>Copies the snapshots, some at a time.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="refused">Told of each that cannot be copied.</param>
    public IEnumerable<CopiedSnapshot> Push(IEnumerable<Snapshot> snapshots, Action<FlammableException> refused)
    {
        Dictionary<string, RemoteSnapshot> there = remote.List().ToDictionary(snapshot => snapshot.ToString());
        return snapshots.Chunk(MostAtOnce).SelectMany(some => PushSome(some, there, refused));
    }

    private IReadOnlyList<CopiedSnapshot> PushSome(Snapshot[] snapshots, Dictionary<string, RemoteSnapshot> there, Action<FlammableException> refused)
    {
        using RunFolder folder = RunFolder.WithCode(Path.Combine(catalog.CacheFolder, "copies"), _ => { });
        using StagingRepository staging = StagingRepository.Create(
            Path.Combine(folder.Path, "git"), snapshots.Select(snapshot => catalog.RepositoryPath(snapshot.Experiment)).Distinct());
        var first = new List<(string, string, bool)>();
        var last = new List<(string, string, bool)>();
        var copied = new List<CopiedSnapshot>();
        foreach (Snapshot snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                RemoteSnapshot name = new(options.Experiment ?? snapshot.Experiment, snapshot.Name, new Dictionary<string, string>());
                copied.Add(Stage(snapshot, there.GetValueOrDefault(name.ToString(), name), staging, first, last));
            }
            catch (FlammableException error)
            {
                refused(error);
            }
        }

        events?.Report(new StepEvent($"Send {last.Count} snapshots to '{remote.Shown}'."));
        remote.Send(staging.Path, first);
        remote.Send(staging.Path, last);
        return copied;
    }

    private CopiedSnapshot Stage(
        Snapshot snapshot, RemoteSnapshot there, StagingRepository staging, List<(string, string, bool)> first, List<(string, string, bool)> last)
    {
        bool addsArtifacts = options.IncludeArtifacts && !(there.IsComplete && there.Commits.ContainsKey(RemoteSnapshot.Artifacts));
        using var outgoing = OutgoingSnapshot.Open(catalog, snapshot, addsArtifacts, events);
        string content = SnapshotMetadata.HashOf(snapshot.Name, outgoing.Metadata);
        if (there.IsComplete && there.Commits[RemoteSnapshot.Metadata] != content)
        {
            throw SnapshotReceiver.Different(new SnapshotKey(there.Experiment, there.Name, snapshot.Path), catalog.Folder, remote.Shown);
        }

        var references = new List<(string, string, bool)>();
        IReadOnlyList<CopiedFile> files = [];
        if (outgoing.Artifacts is { Count: > 0 } artifacts)
        {
            references.Add((Write(staging, snapshot.Name, artifacts), there.RefOf(RemoteSnapshot.Artifacts), !there.IsComplete));
            files = artifacts;
        }

        if (!there.IsComplete)
        {
            // What a copy that did not come to its end has left there is replaced.
            references.AddRange(RemoteSnapshot.PartsOf(outgoing.Commits).Select(part => (part.Commit, there.RefOf(part.Part), true)));
            last.Add((Write(staging, snapshot.Name, outgoing.Metadata), there.RefOf(RemoteSnapshot.Metadata), false));
            files = [.. outgoing.Metadata, .. files];
        }

        first.AddRange(references);
        return new CopiedSnapshot
        {
            Name = snapshot.Name,
            Experiment = there.Experiment,
            Status = !there.IsComplete ? CopyStatus.Copied : references.Count > 0 ? CopyStatus.ArtifactsAdded : CopyStatus.UpToDate,
            Bytes = files.Sum(file => file.Length),
            Destination = remote.Shown,
        };
    }

    private string Write(StagingRepository staging, string name, IReadOnlyList<CopiedFile> files)
    {
        var blobs = new Dictionary<string, string>();
        foreach (CopiedFile file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            using Stream content = file.Open();
            blobs.Add(file.Path, staging.WriteBlob(content));
        }

        return staging.WriteCommit(SnapshotMetadata.CommitOf(name, staging.WriteTree(blobs)));
    }
}
