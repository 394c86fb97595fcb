using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;

namespace Flammable.Transfer;

/// <summary>Copies snapshots of a git repository into the library.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="remote">The repository.</param>
/// <param name="options">How they are copied.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the copying.</param>
internal sealed class RemotePull(
    ExperimentCatalog catalog, RemoteRepository remote, CopyOptions options, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    private const int MostAtOnce = 20;
    private const long MostMetadata = 1L << 31;

    private readonly SnapshotReceiver _receiver = new(catalog.Folder, events, cancellation);

    /// <summary>Copies those snapshots that are asked for, some at a time.</summary>
    /// <param name="ids">Ids, names, patterns; empty for all.</param>
    /// <param name="refused">Told of each that cannot be copied, and of each id that nothing matches.</param>
    public IEnumerable<CopiedSnapshot> Pull(IReadOnlyCollection<string> ids, Action<FlammableException> refused)
    {
        RemoteSnapshot[] there = [.. remote.List().Where(snapshot => snapshot.IsComplete).OrderBy(snapshot => snapshot.Name, StringComparer.Ordinal)];
        var selection = new CopySelection(remote.Shown, [.. there.Select(snapshot => (snapshot.Experiment, snapshot.Name))]);
        HashSet<(string, string)> wanted = [.. selection.Find(ids, refused)];
        return there.Where(snapshot => wanted.Contains((snapshot.Experiment, snapshot.Name))).Chunk(MostAtOnce).SelectMany(some => PullSome(some, refused));
    }

    private IEnumerable<CopiedSnapshot> PullSome(RemoteSnapshot[] snapshots, Action<FlammableException> refused)
    {
        string[] experiments = [.. catalog.Names()];
        using RunFolder folder = RunFolder.WithCode(Path.Combine(catalog.CacheFolder, "copies"), _ => { });
        using StagingRepository staging = StagingRepository.Create(Path.Combine(folder.Path, "git"), experiments.Select(catalog.RepositoryPath));
        RemoteSnapshot[] missing = [.. snapshots.Where(snapshot => !IsHere(snapshot, experiments))];
        events?.Report(new StepEvent($"Fetch {missing.Length} snapshots from '{remote.Shown}'."));
        remote.Fetch(staging.Path, [.. missing.SelectMany(snapshot => snapshot.Commits.Keys.Where(IsWanted).Select(snapshot.RefOf))]);
        foreach (RemoteSnapshot snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            CopiedSnapshot? copied = null;
            try
            {
                copied = missing.Contains(snapshot) ? _receiver.Receive(Describe(snapshot, staging), options.Experiment) : UpToDate(snapshot, experiments);
            }
            catch (FlammableException error)
            {
                refused(error);
            }

            if (copied is not null)
            {
                yield return copied;
            }
        }
    }

    private bool IsWanted(string part) => part != RemoteSnapshot.Artifacts || options.IncludeArtifacts;

    private bool IsHere(RemoteSnapshot snapshot, string[] experiments) => PlaceOf(snapshot, experiments) is not null;

    private string? PlaceOf(RemoteSnapshot snapshot, string[] experiments) => experiments.FirstOrDefault(experiment =>
        _receiver.Find(experiment, snapshot.Name) is { } here
        && here.Content == snapshot.Commits[RemoteSnapshot.Metadata]
        && (here.HasArtifacts || !options.IncludeArtifacts || !snapshot.Commits.ContainsKey(RemoteSnapshot.Artifacts)));

    private CopiedSnapshot UpToDate(RemoteSnapshot snapshot, string[] experiments) => new()
    {
        Name = snapshot.Name,
        Experiment = PlaceOf(snapshot, experiments) ?? snapshot.Experiment,
        Status = CopyStatus.UpToDate,
        Destination = catalog.Folder,
    };

    private IncomingSnapshot Describe(RemoteSnapshot snapshot, StagingRepository staging)
    {
        IReadOnlyList<CopiedFile> metadata = Files(snapshot, RemoteSnapshot.Metadata, staging);
        CopiedFile? odd = metadata.FirstOrDefault(file =>
            !SnapshotMetadata.FileNames.Append(SnapshotMetadata.IdentityFile).Contains(file.Path) || file.Length > MostMetadata);
        if (odd is not null)
        {
            throw new SnapshotStoreException(
                $"The snapshot '{snapshot}' in '{remote.Shown}' has a file '{odd.Path}' among its metadata that does not belong there.", remote.Shown, StoreProblem.Damaged);
        }

        IReadOnlyList<CopiedFile>? artifacts = null;
        if (options.IncludeArtifacts)
        {
            artifacts = snapshot.Commits.ContainsKey(RemoteSnapshot.Artifacts) ? Files(snapshot, RemoteSnapshot.Artifacts, staging) : null;
            foreach (CopiedFile artifact in artifacts ?? [])
            {
                SnapshotArtifacts.Check(artifact.Path, remote.Shown);
            }
        }

        return new IncomingSnapshot
        {
            ExperimentId = metadata.FirstOrDefault(file => file.Path == SnapshotMetadata.IdentityFile) is { } identity ? SnapshotMetadata.IdentityIn(identity) : null,
            Experiment = snapshot.Experiment,
            Name = snapshot.Name,
            Content = snapshot.Commits[RemoteSnapshot.Metadata],
            Metadata = metadata,
            Artifacts = artifacts,
            Commits = snapshot.CodeCommits,
            RepositoryPath = staging.Path,
            Source = remote.Shown,
        };
    }

    private static IReadOnlyList<CopiedFile> Files(RemoteSnapshot snapshot, string part, StagingRepository staging) =>
    [
        .. staging.ReadFiles(snapshot.Commits[part]).Select(file => new CopiedFile(file.Key, staging.SizeOf(file.Value), () => staging.OpenBlob(file.Value))),
    ];
}
