using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Finds what no snapshot of an experiment's repository needs. The caller holds the experiment's lock.</summary>
/// <param name="repository">The repository, which is bare: any other is the user's own affair.</param>
internal sealed class RepositoryCleaning(Repository repository)
{
    private const string SubmoduleRefs = "refs/submodules/";
    private const string TemporaryPrefix = "tmp_";

    private string ObjectsFolder => Path.Combine(repository.Info.Path, "objects");

    /// <summary>Finds it.</summary>
    /// <param name="snapshotRefs">How the names of the snapshots' refs begin; the snapshot's name is the rest.</param>
    /// <param name="isKept">Whether a snapshot, by its name, is kept.</param>
    /// <param name="keptCommits">More hashes of commits that are kept; asked for only where something would go.</param>
    public RepositoryWaste Find(IReadOnlyList<string> snapshotRefs, Func<string, bool> isKept, Func<IEnumerable<string>> keptCommits)
    {
        Reference[] references = [.. repository.Refs];
        HashSet<Reference> stale = [.. references.Where(one => SnapshotOf(one, snapshotRefs) is { } name && !isKept(name))];
        var graph = new ObjectGraph(repository);
        graph.Reach(references.Where(one => !IsOfSubmodule(one) && !stale.Contains(one)).Select(Target).OfType<ObjectId>());
        if (LooseFiles().Any(file => !graph.IsReached(file.Id)))
        {
            graph.Reach(keptCommits().Select(repository.FindCommit).OfType<Commit>().Select(commit => commit.Id));
        }

        ILookup<bool, Reference> submodules = references.Where(IsOfSubmodule).ToLookup(one => graph.SubmoduleCommits.Contains(Target(one)!));
        graph.Reach(submodules[true].Select(Target).OfType<ObjectId>());
        return new RepositoryWaste([.. stale.Concat(submodules[false]).Select(Describe)], Unreached(graph), Leftovers());
    }

    private IReadOnlyList<LooseObject> Unreached(ObjectGraph graph)
    {
        Dictionary<ObjectId, LooseObject> unreached = LooseFiles()
            .Where(file => !graph.IsReached(file.Id))
            .ToDictionary(file => file.Id, file => new LooseObject(file.Id.Sha, file.Path, new FileInfo(file.Path).Length));
        // Deleted in this order, what is left after a kill still has all that it refers to: a capture of the same code relies on it.
        return [.. graph.ReferrersFirst(unreached.Keys).Select(id => unreached[id])];
    }

    private IEnumerable<(ObjectId Id, string Path)> LooseFiles() =>
        from folder in Directory.EnumerateDirectories(ObjectsFolder, "??")
        from path in Directory.EnumerateFiles(folder)
        let id = ObjectId.TryParse(Path.GetFileName(folder) + Path.GetFileName(path), out ObjectId? parsed) ? parsed : null
        where id is not null
        select (id, path);

    private IReadOnlyList<string> Leftovers() =>
        [.. Directory.EnumerateFiles(ObjectsFolder, $"{TemporaryPrefix}*", SearchOption.AllDirectories)];

    private StaleReference Describe(Reference reference)
    {
        string path = Path.Combine(repository.Info.Path, reference.CanonicalName);
        return new StaleReference(reference.CanonicalName, path, File.Exists(path) ? new FileInfo(path).Length : 0);
    }

    private static string? SnapshotOf(Reference reference, IReadOnlyList<string> snapshotRefs) =>
        snapshotRefs.FirstOrDefault(prefix => reference.CanonicalName.StartsWith(prefix, StringComparison.Ordinal)) is { } found
            ? reference.CanonicalName[found.Length..]
            : null;

    private static bool IsOfSubmodule(Reference reference) => reference.CanonicalName.StartsWith(SubmoduleRefs, StringComparison.Ordinal);

    private static ObjectId? Target(Reference reference) =>
        ObjectId.TryParse(reference.ResolveToDirectReference()?.TargetIdentifier, out ObjectId? id) ? id : null;
}
