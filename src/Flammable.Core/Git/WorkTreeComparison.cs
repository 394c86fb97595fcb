using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Compares the files of an experiment, as they stand on disk, with a tree.</summary>
/// <remarks>
/// git's own index answers for the thousands of files that did not change; only files that differ from the index, or
/// whose index entry differs from the tree, are read and compared exactly.
/// </remarks>
internal sealed class WorkTreeComparison(Repository repository, RepositoryLocation location)
{
    private static readonly ExplicitPathsOptions Literal = new() { ShouldFailOnUnmatchedPath = false };

    private static readonly CompareOptions NoRenames = new() { Similarity = SimilarityOptions.None };

    private Restriction? _restriction;
    private IReadOnlyList<(string Path, bool IsIgnored)>? _status;
    private IReadOnlyList<(string Path, bool IsIgnored)>? _restrictedStatus;

    private string[]? PathsOfExperiment => location.IsRoot ? null : [location.Prefix];

    /// <summary>The differences from a tree that is aligned with the repository; from nothing where it is <see langword="null"/>.</summary>
    public IReadOnlyList<ChangedFile> AgainstTree(Tree? tree) =>
        [.. Entries(tree).Select(entry => new ChangedFile(location.InExperiment(entry.Path), KindOf(entry.Status)))];

    /// <summary>The differences from a list of files of another repository.</summary>
    public IReadOnlyList<ChangedFile> AgainstFiles(IEnumerable<TreeFile> files)
    {
        Dictionary<string, TreeFile> before = files.ToDictionary(file => file.Path);
        var changes = new List<ChangedFile>();
        foreach (ChangedFile present in AgainstTree(null))
        {
            if (!before.Remove(present.Path, out TreeFile? old))
            {
                changes.Add(present);
            }
            else if (!HasContent(present.Path, old))
            {
                changes.Add(new ChangedFile(present.Path, ChangeKind.Modified));
            }
        }

        changes.AddRange(before.Keys.Select(path => new ChangedFile(path, ChangeKind.Deleted)));
        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    /// <summary>The folders that are git repositories of their own and no submodules: git cannot capture their files.</summary>
    public IReadOnlyList<string> NestedRepositories() =>
        [.. DifferentFromIndex(_restriction).Where(path => path.EndsWith('/')).Select(path => location.InExperiment(path.TrimEnd('/')))];

    /// <summary>The files and folders of the experiment that git ignores, relative to the experiment; a folder ends with <c>/</c>, and nothing inside it is listed.</summary>
    public IReadOnlyList<string> Ignored() =>
        [.. Status(_restriction).Where(entry => entry.IsIgnored).Select(entry => location.InExperiment(entry.Path))];

    /// <summary>From now on, looks only at what may differ from a snapshot's code, wherever that is what the files are compared with.</summary>
    /// <param name="code">The snapshot's code.</param>
    /// <param name="folders">The folders of the experiment with files that may differ; each ends with <c>/</c>, the root is empty.</param>
    /// <param name="known">The folders that held the snapshot's code.</param>
    public void Restrict(CodeBase code, IReadOnlyCollection<string> folders, IEnumerable<string> known)
    {
        if (code.Folder == location.Prefix && repository.FindCommit(code.Commit) is { } commit)
        {
            _restriction = Restriction.To(commit.Tree, location, folders, known.ToHashSet());
        }
    }

    /// <summary>The differences as git sees them, with paths of the repository, in the order of paths.</summary>
    internal IReadOnlyList<WorkTreeEntry> Entries(Tree? tree)
    {
        Restriction? restriction = tree is not null && _restriction?.TreeId == tree.Sha ? _restriction : null;
        IEnumerable<string> candidates = DifferentFromIndex(restriction).Concat(IndexDifferentFrom(tree, restriction));
        string[] paths = [.. candidates.Distinct().Where(path => !path.EndsWith('/')).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
        {
            return [];
        }

        if (tree is null)
        {
            return [.. paths.Select(Present).OfType<WorkTreeEntry>()];
        }

        using TreeChanges exact = repository.Diff.Compare<TreeChanges>(
            tree, DiffTargets.WorkingDirectory, paths, Literal, NoRenames);
        var asked = paths.ToHashSet();
        WorkTreeEntry[] different =
        [
            .. exact.Where(change => asked.Contains(change.Path))
                .Select(change => new WorkTreeEntry(change.Path, change.Status, change.Mode)),
        ];

        // git's comparison with a tree leaves out what is ignored, even where it was added by force.
        asked.ExceptWith(different.Select(change => change.Path));
        IEnumerable<WorkTreeEntry> forced = asked.Where(path => tree[path] is null).Select(Present).OfType<WorkTreeEntry>();
        return
        [
            .. different.Concat(forced)
                .Where(change => !change.IsDeleted || !IsLeftOut(change.Path))
                .OrderBy(change => change.Path, StringComparer.Ordinal),
        ];
    }

    // In a sparse checkout most files are in the index alone, which is no deletion.
    private bool IsLeftOut(string path) => IsSparse() && repository.Index[path] is not null;

    private bool IsSparse()
    {
        const string setting = "core.sparseCheckout";

        // git sparse-checkout writes it where libgit2 does not look.
        string ownFile = Path.Combine(repository.Info.Path, "config.worktree");
        if (!File.Exists(ownFile))
        {
            return repository.Config.GetValueOrDefault(setting, false);
        }

        using var own = LibGit2Sharp.Configuration.BuildFrom(ownFile);
        return own.GetValueOrDefault(setting, false);
    }

    private IEnumerable<string> DifferentFromIndex(Restriction? restriction) =>
        Status(restriction).Where(entry => !entry.IsIgnored).Select(entry => entry.Path);

    private IReadOnlyList<(string Path, bool IsIgnored)> Status(Restriction? restriction) =>
        restriction is null ? _status ??= AskIndex(PathsOfExperiment) : _restrictedStatus ??= AskIndex(restriction.Paths);

    private IReadOnlyList<(string Path, bool IsIgnored)> AskIndex(string[]? paths) =>
    [
        .. repository.RetrieveStatus(new StatusOptions
        {
            Show = StatusShowOption.WorkDirOnly,
            DetectRenamesInIndex = false,
            DetectRenamesInWorkDir = false,
            IncludeIgnored = true,
            RecurseIgnoredDirs = false,
            RecurseUntrackedDirs = true,
            PathSpec = paths,
            DisablePathSpecMatch = true,
        }).Select(entry => (entry.FilePath, entry.State.HasFlag(FileStatus.Ignored))),
    ];

    private IEnumerable<string> IndexDifferentFrom(Tree? tree, Restriction? restriction)
    {
        if (tree is null)
        {
            string prefix = location.IsRoot ? "" : location.Prefix + "/";
            return repository.Index.Select(entry => entry.Path).Where(path => path.StartsWith(prefix, StringComparison.Ordinal));
        }

        using TreeChanges changes = repository.Diff.Compare<TreeChanges>(
            tree, DiffTargets.Index, restriction?.Paths ?? PathsOfExperiment, Literal, NoRenames);
        return [.. changes.Select(change => change.Path)];
    }

    private WorkTreeEntry? Present(string path)
    {
        var file = new FileInfo(Path.Combine(location.WorkTree, path));
        if (file.LinkTarget is not null)
        {
            return new WorkTreeEntry(path, LibGit2Sharp.ChangeKind.Added, Mode.SymbolicLink);
        }

        if (Directory.Exists(file.FullName))
        {
            return repository.Index[path]?.Mode == Mode.GitLink
                ? new WorkTreeEntry(path, LibGit2Sharp.ChangeKind.Added, Mode.GitLink)
                : null;
        }

        if (!file.Exists)
        {
            return null;
        }

        bool isExecutable = OperatingSystem.IsWindows()
            ? repository.Index[path]?.Mode == Mode.ExecutableFile
            : file.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
        return new WorkTreeEntry(
            path, LibGit2Sharp.ChangeKind.Added, isExecutable ? Mode.ExecutableFile : Mode.NonExecutableFile);
    }

    private bool HasContent(string path, TreeFile old)
    {
        WorkTreeEntry? entry = Present(location.InRepository(path));
        return entry is not null
            && BlobWriter.OctalMode(entry.Mode) == old.Mode
            && BlobHash.OfFile(Path.Combine(location.WorkTree, entry.Path), entry.Mode) == old.BlobId;
    }

    private static ChangeKind KindOf(LibGit2Sharp.ChangeKind status) => status switch
    {
        LibGit2Sharp.ChangeKind.Added => ChangeKind.Added,
        LibGit2Sharp.ChangeKind.Deleted => ChangeKind.Deleted,
        LibGit2Sharp.ChangeKind.TypeChanged => ChangeKind.TypeChanged,
        _ => ChangeKind.Modified,
    };
}
