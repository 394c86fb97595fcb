using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>The few paths of a repository in which files may differ from a tree.</summary>
/// <param name="TreeId">The tree's hash.</param>
/// <param name="Paths">The paths: files, and folders with all that is in them.</param>
internal sealed record Restriction(string TreeId, string[] Paths)
{
    // Beyond this the whole index is asked as fast.
    private const int MaxPaths = 4000;

    /// <summary>The restriction to the files of some folders; <see langword="null"/> where it would not be worth it.</summary>
    /// <param name="tree">The tree of a snapshot's commit.</param>
    /// <param name="location">The experiment's place in the repository.</param>
    /// <param name="folders">The folders with files that may differ; each ends with <c>/</c>, the root is empty.</param>
    /// <param name="known">The folders that the snapshot's code is known to be in.</param>
    public static Restriction? To(
        Tree tree, RepositoryLocation location, IReadOnlyCollection<string> folders, IReadOnlySet<string> known)
    {
        string[] paths =
        [
            .. folders.SelectMany(folder => known.Contains(folder) && Directory.Exists(Path.Combine(location.WorkTree, location.Prefix, folder))
                    ? FilesOf(tree, location, folder)
                    : [location.InRepository(folder.TrimEnd('/'))])
                .Distinct(),
        ];
        return paths.Length is > 0 and <= MaxPaths ? new Restriction(tree.Sha, paths) : null;
    }

    private static IEnumerable<string> FilesOf(Tree tree, RepositoryLocation location, string folder)
    {
        string path = location.InRepository(folder.TrimEnd('/'));
        string prefix = path.Length == 0 ? "" : path + "/";
        Tree? before = path.Length == 0 ? tree : tree[path]?.Target as Tree;
        IEnumerable<string> gone = before?.Where(entry => entry.TargetType != TreeEntryTargetType.Tree).Select(entry => entry.Name) ?? [];
        IEnumerable<string> present = Directory.EnumerateFiles(Path.Combine(location.WorkTree, path)).Select(file => Path.GetFileName(file));
        return present.Concat(gone).Select(name => prefix + name);
    }
}
