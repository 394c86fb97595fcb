using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>Files copied snapshots in a library: each appears whole, in one step, or not at all.</summary>
/// <param name="folder">The full path of the library's folder, which need not exist.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the copying.</param>
internal sealed class SnapshotReceiver(string folder, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    private const string Unfinished = ExperimentCatalog.UnnamedPrefix + "copy-";

    private readonly ExperimentCatalog _catalog = new(folder);

    /// <summary>The name of the experiment that a snapshot belongs to here.</summary>
    /// <param name="id">The identity of its experiment; <see langword="null"/> for one of the Python original.</param>
    /// <param name="name">The name of its experiment where it comes from.</param>
    /// <param name="chosen">The name that the user wants it to have here.</param>
    /// <exception cref="ExperimentExistsException">Another experiment has the name.</exception>
    public string ExperimentFor(Guid? id, string name, string? chosen)
    {
        string wanted = chosen ?? name;
        if (chosen is null && id is not null && _catalog.Names().FirstOrDefault(one => _catalog.Id(one) == id) is { } same)
        {
            return same;
        }

        return !_catalog.Names().Contains(wanted) || _catalog.Id(wanted) == id
            ? wanted
            : throw new ExperimentExistsException($"The library '{folder}' has another experiment '{wanted}' than the one that the snapshots are of.", wanted) { IsOfCopy = true };
    }

    /// <summary>Files a snapshot.</summary>
    /// <param name="incoming">The snapshot.</param>
    /// <param name="chosen">The experiment to file it under; <see langword="null"/> for its own.</param>
    /// <exception cref="FlammableException">Another one is there, or it cannot be understood.</exception>
    public CopiedSnapshot Receive(IncomingSnapshot incoming, string? chosen)
    {
        try
        {
            Directory.CreateDirectory(folder);

            // One copy at a time: whatever is unfinished is a killed one's.
            using IDisposable turn = FolderTurn.Wait(_catalog.CacheFolder, Path.Combine(folder, Unfinished), cancellation);
            string experiment = ExperimentFor(incoming.ExperimentId, incoming.Experiment, chosen);
            SnapshotKey key = _catalog.Snapshots(experiment).Key(incoming.Name);
            return Directory.Exists(key.Path) ? Join(key, incoming) : Add(key, incoming);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The snapshot '{incoming.Experiment}/{incoming.Name}' cannot be copied to '{folder}': {error.Message}", folder, StoreProblem.NotWritable, error);
        }
    }

    /// <summary>What a snapshot of the library was when it was copied, or is now where it was not; <see langword="null"/> where it is not there.</summary>
    public CopyMark? Find(string experiment, string name)
    {
        SnapshotKey key = _catalog.Snapshots(experiment).Key(name);
        return !Directory.Exists(key.Path) ? null
            : CopyMark.Read(key.Path) ?? new CopyMark("", SnapshotMetadata.HashOf(name, SnapshotMetadata.Files(key.Path, _catalog.Id(experiment))), HasArtifacts: true);
    }

    private CopiedSnapshot Add(SnapshotKey key, IncomingSnapshot incoming)
    {
        // An experiment that is new appears with its first snapshot in it.
        string home = Path.Combine(folder, key.Experiment);
        bool isNew = !_catalog.Names().Contains(key.Experiment);
        DeleteUnfinished(folder);
        string root = isNew ? Path.Combine(folder, Unfinished + key.Experiment) : home;
        string snapshots = Path.Combine(root, ExperimentCatalog.SnapshotsFolder);
        Directory.CreateDirectory(snapshots);
        DeleteUnfinished(snapshots);
        string aside = Path.Combine(snapshots, Unfinished + key.Name);
        IReadOnlyList<CopiedFile> files = [.. incoming.Metadata.Where(file => file.Path != SnapshotMetadata.IdentityFile)];
        Write(files, aside);
        EnsureUnderstood(aside, key, incoming);
        Tell($"Copy the files of '{key}'.");
        Write(incoming.Artifacts ?? [], aside);
        new CopyMark(incoming.Source, incoming.Content, incoming.Artifacts is not null).Write(aside);

        // What no ref keeps yet is cleared from a repository whose experiment nobody holds.
        using IDisposable? held = isNew ? null : _catalog.Lock(key.Experiment, cancellation);
        string repository = Path.Combine(root, ExperimentCatalog.RepositoryFolder);
        Tell($"Copy the code of '{key}'.");
        Receive(repository, incoming);
        Tell($"File '{key}'.");
        Keep(repository, key.Name, incoming.Commits);
        Directory.Move(aside, Path.Combine(snapshots, key.Name));
        if (isNew)
        {
            if (incoming.ExperimentId is { } id)
            {
                new ExperimentFile { Id = id, Name = key.Experiment, Created = DateTimeOffset.UtcNow }.Write(root);
            }

            Directory.Move(root, home);
        }

        Tell($"Copied snapshot '{key}' to '{folder}'.");
        return Result(key, CopyStatus.Copied, [.. files, .. incoming.Artifacts ?? []]);
    }

    private CopiedSnapshot Join(SnapshotKey key, IncomingSnapshot incoming)
    {
        CopyMark here = Find(key.Experiment, key.Name)!;
        if (here.Content != incoming.Content
            && SnapshotMetadata.HashOf(key.Name, SnapshotMetadata.Files(key.Path, _catalog.Id(key.Experiment))) != incoming.Content)
        {
            throw Different(key, folder, incoming.Source);
        }

        if (here.HasArtifacts || incoming.Artifacts is not { } artifacts)
        {
            return Result(key, CopyStatus.UpToDate, []);
        }

        using SnapshotLock held = SnapshotLock.ForWriting(key);
        CopiedFile[] added = [.. artifacts.Where(file => !File.Exists(Path.Combine(key.Path, file.Path)))];
        Write(added, key.Path);
        (here with { HasArtifacts = true }).Write(key.Path);
        Tell($"Copied the artifacts of snapshot '{key}' to '{folder}'.");
        return Result(key, CopyStatus.ArtifactsAdded, added);
    }

    /// <summary>The error for two snapshots of one name that are not the same.</summary>
    public static SnapshotStateException Different(SnapshotKey key, string here, string there) => new(
        $"The snapshot '{key}' of '{here}' and the one of '{there}' differ: one of them was changed since they were the same.",
        key.Name,
        SnapshotStateProblem.DiffersElsewhere);

    private void Write(IEnumerable<CopiedFile> files, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (CopiedFile file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            file.WriteTo(destination);
        }
    }

    private static void EnsureUnderstood(string aside, SnapshotKey key, IncomingSnapshot incoming)
    {
        Snapshot snapshot;
        try
        {
            snapshot = new SnapshotStore(key.Experiment, Path.GetDirectoryName(aside)!).Read(key with { Path = aside });
        }
        catch (SnapshotStoreException error)
        {
            string what = error.Problem == StoreProblem.NewerVersion ? "was written by a newer version of Flammable" : "has metadata that cannot be read";
            throw new SnapshotStoreException($"The snapshot '{key}' in '{incoming.Source}' {what}.", incoming.Source, error.Problem, error);
        }

        if (snapshot.Commit != incoming.Commits.Code || snapshot.Id != key.Id || !IsInside(snapshot.CodeFolder) || !IsInside(snapshot.TaskPath) || !snapshot.ModelFiles.All(ModelFileName.IsAllowed))
        {
            throw new SnapshotStoreException(
                $"The snapshot '{key}' in '{incoming.Source}' has metadata that are not of its commit, or name files outside of it.", incoming.Source, StoreProblem.Damaged);
        }
    }

    private static bool IsInside(string path) =>
        !Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..");

    private static void Receive(string repository, IncomingSnapshot incoming)
    {
        using ExperimentRepository source = ExperimentRepository.Open(incoming.RepositoryPath) ?? throw new RepositoryException(
            $"The repository '{incoming.RepositoryPath}' does not exist.", incoming.RepositoryPath, RepositoryProblem.CommitMissing);
        using ExperimentRepository receiving = ExperimentRepository.OpenOrCreate(repository);
        receiving.Receive(source, incoming.Commits);
    }

    private static void Keep(string repository, string name, CodeCommits commits)
    {
        using ExperimentRepository keeping = ExperimentRepository.OpenOrCreate(repository);
        keeping.Keep(name, commits);
    }

    private static void DeleteUnfinished(string parent)
    {
        foreach (string left in Directory.EnumerateDirectories(parent, Unfinished + "*"))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private void Tell(string step) => events?.Report(new StepEvent(step));

    private CopiedSnapshot Result(SnapshotKey key, CopyStatus status, IReadOnlyList<CopiedFile> files) => new()
    {
        Name = key.Name,
        Experiment = key.Experiment,
        Status = status,
        Bytes = files.Sum(file => file.Length),
        Destination = folder,
    };
}
