using System.IO.Enumeration;
using Flammable.Errors;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The experiments of a library: a folder each.</summary>
/// <param name="folder">The full path of the library's folder.</param>
internal sealed class ExperimentCatalog(string folder)
{
    /// <summary>The folder of an experiment's repository, in the experiment's folder.</summary>
    public const string RepositoryFolder = "repo";

    /// <summary>The folder of an experiment's snapshots, in the experiment's folder.</summary>
    public const string SnapshotsFolder = "snapshots";

    /// <summary>The file that is locked while an experiment's snapshots are made, in the experiment's folder.</summary>
    public const string LockFile = "experiment.lock";

    /// <summary>How the name of a folder begins that becomes an experiment in a moment.</summary>
    public const string UnnamedPrefix = ".new-";

    /// <summary>The full path of the library's folder.</summary>
    public string Folder => folder;

    /// <summary>The full path of the library's cache: what is in it can be made again.</summary>
    public string CacheFolder { get; } = Path.Combine(folder, ".cache");

    /// <summary>What was removed from the library.</summary>
    public Trash Trash { get; } = new(Path.Combine(folder, ".trash"));

    /// <summary>The names of all experiments, or of those that match, sorted.</summary>
    /// <param name="pattern">A name with wildcards; <see langword="null"/> for all.</param>
    public IEnumerable<string> Names(string? pattern = null)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateDirectories(folder)
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && IsExperiment(name))
            .Where(name => pattern is null || FileSystemName.MatchesSimpleExpression(pattern, name))
            .Order(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The names of folders that have a part of an experiment, and lack too much to be one; sorted.</summary>
    public IEnumerable<string> IncompleteNames() => !Directory.Exists(folder) ? [] :
        Directory.EnumerateDirectories(folder)
            .Where(path => Directory.Exists(Path.Combine(path, RepositoryFolder)) || Directory.Exists(Path.Combine(path, SnapshotsFolder)))
            .Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && !IsExperiment(name))
            .Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The snapshots of an experiment.</summary>
    public SnapshotStore Snapshots(string name) => new(name, Path.Combine(folder, name, SnapshotsFolder));

    /// <summary>Reads a snapshot as it is now.</summary>
    /// <exception cref="SnapshotNotFoundException">It is not in the library any more.</exception>
    public Snapshot Reread(Snapshot snapshot)
    {
        SnapshotStore store = Snapshots(snapshot.Experiment);
        SnapshotKey key = store.Key(snapshot.Name);
        return Directory.Exists(key.Path)
            ? store.Read(key)
            : throw new SnapshotNotFoundException($"The snapshot '{snapshot}' is not in the library any more.", snapshot.Id);
    }

    /// <summary>The full path of an experiment's folder.</summary>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>The full path of an experiment's repository.</summary>
    public string RepositoryPath(string name) => Path.Combine(folder, name, RepositoryFolder);

    /// <summary>The identity of an experiment; <see langword="null"/> where it has none: it is the Python original's, or none at all.</summary>
    public Guid? Id(string name) => ExperimentFile.Read(Path.Combine(folder, name))?.Id;

    /// <summary>The full path of the folder that an experiment's code was last seen in; <see langword="null"/> where it is not known.</summary>
    public string? CodeFolder(string name) => ExperimentFile.Read(Path.Combine(folder, name))?.CodeFolder;

    /// <summary>Reads an experiment, and counts its snapshots.</summary>
    public Experiment Read(string name)
    {
        string path = Path.Combine(folder, name);
        ExperimentFile? file = ExperimentFile.Read(path);
        SnapshotKey[] keys = [.. Snapshots(name).Keys()];
        return new Experiment
        {
            Name = name,
            Id = file?.Id ?? Guid.Empty,
            CodeFolder = file?.CodeFolder,
            CreatedAt = file?.Created?.ToLocalTime(),
            Path = path,
            SnapshotCount = keys.Length,
            LastSnapshot = keys.FirstOrDefault()?.Name,
        };
    }

    /// <summary>The experiment that a folder of code belongs to; <see langword="null"/> where it has none yet.</summary>
    /// <param name="codeFolder">The full path of the folder.</param>
    /// <param name="hasCode">Whether the folder's repository has a snapshot's code in that place: a clone of an experiment shows itself by it.</param>
    public string? Find(string codeFolder, Func<Snapshot, bool> hasCode)
    {
        string byName = NameFor(codeFolder);
        if (ExperimentIdentity.Of(codeFolder) is { } identity)
        {
            return new[] { identity.Name, byName }.Concat(Names()).FirstOrDefault(name => Id(name) == identity.Id);
        }

        return Numbered(byName).TakeWhile(IsExperiment).FirstOrDefault(name => IsOf(name, codeFolder, hasCode));
    }

    /// <summary>Makes an experiment of a folder of code.</summary>
    /// <param name="codeFolder">The full path of the folder.</param>
    /// <param name="name">The name; <see langword="null"/> for the folder's, numbered where it is taken.</param>
    /// <exception cref="ExperimentExistsException">The name is taken.</exception>
    public Experiment Add(string codeFolder, string? name)
    {
        // The identity of a removed experiment stays its own, so that it can be brought back.
        Guid id = ExperimentIdentity.Of(codeFolder)?.Id is { } known && !Trash.HasExperiment(known) ? known : Guid.NewGuid();
        IEnumerable<string> names = name is null ? Numbered(NameFor(codeFolder)) : [name];
        string added = names
            .FirstOrDefault(candidate => TryAdd(new ExperimentFile { Id = id, Name = candidate, CodeFolder = codeFolder, Created = DateTimeOffset.UtcNow }))
            ?? throw new ExperimentExistsException($"The library '{folder}' has an experiment '{name}' already.", name!);
        ExperimentIdentity.Write(codeFolder, id, added);
        return Read(added);
    }

    /// <summary>Ties an experiment to the folder that its code is in now.</summary>
    public void Attach(string name, string codeFolder)
    {
        string path = Path.Combine(folder, name);
        ExperimentFile file = ExperimentFile.Read(path) ?? new ExperimentFile { Id = Guid.NewGuid(), Name = name };
        if (file.CodeFolder is null || !Directory.Exists(file.CodeFolder))
        {
            (file with { CodeFolder = codeFolder }).Write(path);
        }

        if (ExperimentIdentity.Of(codeFolder)?.Id != file.Id)
        {
            ExperimentIdentity.Write(codeFolder, file.Id, name);
        }
    }

    /// <summary>Waits for the experiment's lock: capture and the making of snapshots go one after the other.</summary>
    /// <exception cref="ExperimentNotFoundException">The experiment is not there, or not there any more.</exception>
    public IDisposable Lock(string name, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, name, LockFile);
        try
        {
            FileStream held = FileLock.Take(path, cancellation);
            if (File.Exists(path))
            {
                return held;
            }

            // Removed or renamed while it was waited for.
            held.Dispose();
            throw new ExperimentNotFoundException(name, folder);
        }
        catch (DirectoryNotFoundException)
        {
            throw new ExperimentNotFoundException(name, folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The experiment '{name}' cannot be locked: {error.Message}", path, StoreProblem.NotWritable, error);
        }
    }

    // The folder appears with its file in it, and only if no other process took the name a moment ago.
    private bool TryAdd(ExperimentFile file)
    {
        string path = Path.Combine(folder, file.Name);
        if (Path.Exists(path))
        {
            return false;
        }

        string unnamed = Path.Combine(folder, $"{UnnamedPrefix}{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(Path.Combine(unnamed, SnapshotsFolder));
            file.Write(unnamed);
            Directory.Move(unnamed, path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            bool isTaken = Path.Exists(path);
            if (Directory.Exists(unnamed))
            {
                Directory.Delete(unnamed, recursive: true);
            }

            return isTaken ? false : throw new SnapshotStoreException(
                $"The experiment '{file.Name}' cannot be made in '{folder}': {error.Message}", folder, StoreProblem.NotWritable, error);
        }
    }

    // A dot would hide the experiment among the library's own folders.
    private static string NameFor(string codeFolder) => Path.GetFileName(codeFolder) switch
    {
        "" => "root",
        ['.', .. string rest] => $"_{rest}",
        string name => name,
    };

    private static IEnumerable<string> Numbered(string name) =>
        Enumerable.Range(1, int.MaxValue - 1).Select(number => number == 1 ? name : $"{name}-{number}");

    private bool IsExperiment(string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(Path.Combine(path, ExperimentFile.FileName))
            || (Directory.Exists(Path.Combine(path, RepositoryFolder)) && Directory.Exists(Path.Combine(path, SnapshotsFolder)));
    }

    private bool IsOf(string name, string codeFolder, Func<Snapshot, bool> hasCode)
    {
        if (CodeFolder(name) == codeFolder)
        {
            return true;
        }

        SnapshotStore snapshots = Snapshots(name);
        return snapshots.Keys().FirstOrDefault() is { } last && hasCode(snapshots.Read(last));
    }
}
