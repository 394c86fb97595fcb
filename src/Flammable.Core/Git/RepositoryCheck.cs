using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Looks for what an experiment's repository has lost. Each object is read once, however many snapshots have it.</summary>
internal sealed class RepositoryCheck : IDisposable
{
    private readonly HashSet<ObjectId> _sound = [];
    private readonly string _path;
    private Repository _repository;

    private RepositoryCheck(string path)
    {
        _path = path;
        _repository = new Repository(path);
    }

    /// <summary>Opens a repository; <see langword="null"/> where there is none.</summary>
    /// <param name="path">The full path of its folder.</param>
    /// <exception cref="RepositoryException">It cannot be opened.</exception>
    public static RepositoryCheck? Open(string path)
    {
        NativeGit.EnsureReady();
        return GitErrors.Translate(path, () => Repository.IsValid(path) ? new RepositoryCheck(path) : null);
    }

    /// <summary>The names of the snapshots that have a ref.</summary>
    public IReadOnlySet<string> SnapshotsWithReference() => GitErrors.Translate(_path, () => _repository.Refs
        .FromGlob($"{ExperimentRepository.SnapshotRefs}*")
        .Where(reference => ObjectId.TryParse(reference.TargetIdentifier, out _))
        .Select(reference => reference.CanonicalName[ExperimentRepository.SnapshotRefs.Length..])
        .ToHashSet());

    /// <summary>The commit that a snapshot's ref keeps; <see langword="null"/> where it has none that can be read.</summary>
    public string? CommitOf(string snapshotName)
    {
        try
        {
            return _repository.Refs[ExperimentRepository.SnapshotRefs + snapshotName]?.ResolveToDirectReference()?.TargetIdentifier;
        }
        catch (LibGit2SharpException)
        {
            return null;
        }
    }

    /// <summary>The objects of a commit and its files that are missing or not what their hashes say.</summary>
    /// <param name="commit">The commit's full hash.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public IReadOnlyList<DamagedObject> FindDamage(string commit, CancellationToken cancellation)
    {
        var damaged = new List<DamagedObject>();
        if (!ObjectId.TryParse(commit, out ObjectId? id) || Read(id, "", damaged) is not Commit found)
        {
            return damaged.Count > 0 ? damaged : [new DamagedObject(commit, "")];
        }

        ReadTree(found.Tree.Id, "", damaged, cancellation);
        return damaged;
    }

    /// <summary>Reads objects again that were found damaged, after they were repaired.</summary>
    public void Refresh()
    {
        _repository.Dispose();
        _repository = new Repository(_path);
    }

    public void Dispose() => _repository.Dispose();

    private void ReadTree(ObjectId id, string path, List<DamagedObject> damaged, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int before = damaged.Count;
        if (_sound.Contains(id) || Read(id, path, damaged) is not Tree tree)
        {
            return;
        }

        foreach (TreeEntry entry in tree)
        {
            string place = path.Length == 0 ? entry.Name : $"{path}/{entry.Name}";
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                ReadTree(entry.Target.Id, place, damaged, cancellation);
            }
            else if (entry.TargetType == TreeEntryTargetType.Blob && !_sound.Contains(entry.Target.Id) && Read(entry.Target.Id, place, damaged) is not null)
            {
                _sound.Add(entry.Target.Id);
            }
        }

        if (damaged.Count == before)
        {
            _sound.Add(id);
        }
    }

    // The library of git hashes what it reads, and refuses what has another hash than it was asked for.
    private GitObject? Read(ObjectId id, string path, List<DamagedObject> damaged)
    {
        GitObject? found = null;
        try
        {
            found = _repository.Lookup(id);
        }
        catch (LibGit2SharpException)
        {
        }

        if (found is null)
        {
            damaged.Add(new DamagedObject(id.Sha, path));
        }

        return found;
    }
}
