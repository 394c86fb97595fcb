using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Compares two trees as <c>git diff</c> does by default.</summary>
/// <param name="repository">The repository that has both.</param>
internal sealed class CodeComparison(Repository repository)
{
    private const int NameColumn = 4;

    // To look at every file of a folder takes LibGit2Sharp longer than libgit2 needs to compare it.
    private const int FolderLevels = 2;

    private static CompareOptions Options => new() { Similarity = SimilarityOptions.Renames, IndentHeuristic = true };

    // Paths are names, not patterns.
    private static ExplicitPathsOptions Exactly => new() { ShouldFailOnUnmatchedPath = false };

    /// <summary>The files that differ, by path.</summary>
    public IReadOnlyList<FileDifference> Compare(Tree? before, Tree? after)
    {
        string[] changed = [.. ChangedPaths(before, after, "", FolderLevels)];
        if (changed.Length == 0)
        {
            return [];
        }

        // Without the paths, libgit2 would walk through the folders that are the same, too. A name that is no UTF-8 cannot be told to it.
        using Patch patch = changed.Any(path => path.Contains('\uFFFD'))
            ? repository.Diff.Compare<Patch>(before, after, Options)
            : repository.Diff.Compare<Patch>(before, after, changed, Exactly, Options);
        return [.. patch.Select(change => Describe(change) with { Patch = PatchOf(change, before, after) })];
    }

    // The files that differ, and below the uppermost levels the folders.
    private static IEnumerable<string> ChangedPaths(Tree? before, Tree? after, string folder, int levels)
    {
        // Names that are no UTF-8 may look the same: no call that would throw then.
        var left = new Dictionary<string, TreeEntry>();
        foreach (TreeEntry entry in before ?? Enumerable.Empty<TreeEntry>())
        {
            left[entry.Name] = entry;
        }

        foreach (TreeEntry entry in after ?? Enumerable.Empty<TreeEntry>())
        {
            string path = folder + entry.Name;
            if (!left.Remove(entry.Name, out TreeEntry? old))
            {
                yield return path;
            }
            else if (levels > 1 && old.Mode == Mode.Directory && entry.Mode == Mode.Directory)
            {
                foreach (string inner in old.Target.Id == entry.Target.Id ? [] : ChangedPaths((Tree)old.Target, (Tree)entry.Target, path + "/", levels - 1))
                {
                    yield return inner;
                }
            }
            else if (old.Target.Id != entry.Target.Id || old.Mode != entry.Mode)
            {
                yield return path;
            }
        }

        foreach (string name in left.Keys)
        {
            yield return folder + name;
        }
    }

    private static FileDifference Describe(PatchEntryChanges change) => new(
        change.Path,
        change.OldPath,
        change.Status switch
        {
            LibGit2Sharp.ChangeKind.Added => ChangeKind.Added,
            LibGit2Sharp.ChangeKind.Deleted => ChangeKind.Deleted,
            LibGit2Sharp.ChangeKind.Renamed => ChangeKind.Renamed,
            _ => change.Mode == change.OldMode ? ChangeKind.Modified : ChangeKind.TypeChanged,
        },
        change.LinesAdded,
        change.LinesDeleted,
        change.IsBinaryComparison,
        change.Patch);

    // git shows a file that became a link as one that went and one that came.
    private string PatchOf(PatchEntryChanges change, Tree? before, Tree? after)
    {
        if (change.Status != LibGit2Sharp.ChangeKind.TypeChanged)
        {
            return EndNames(change);
        }

        using Patch gone = repository.Diff.Compare<Patch>(before, null, [change.OldPath], Exactly, Options);
        using Patch come = repository.Diff.Compare<Patch>(null, after, [change.Path], Exactly, Options);
        return gone.Content + come.Content;
    }

    // git ends a name with a space in it with a tab, by which 'patch' knows where it ends; libgit2 does not.
    private static string EndNames(PatchEntryChanges change)
    {
        int content = change.Patch.IndexOf("\n@@", StringComparison.Ordinal);
        if (content < 0)
        {
            return change.Patch;
        }

        IEnumerable<string> header = change.Patch[..content].Split('\n').Select(line =>
            line[..Math.Min(NameColumn, line.Length)] is "--- " or "+++ " && line.IndexOf(' ', NameColumn) >= 0 ? line + '\t' : line);
        return string.Join('\n', header) + change.Patch[content..];
    }
}
