using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>The git repository that an experiment's folder lies in, opened for a change check or a capture.</summary>
internal sealed class WorkTree : IDisposable
{
    private WorkTree(Repository repository, RepositoryLocation location)
    {
        Repository = repository;
        Location = location;
        Comparison = new WorkTreeComparison(repository, location);
        repository.Ignore.AddTemporaryRules(BuiltInIgnore.Rules);
    }

    public RepositoryLocation Location { get; }

    /// <summary>The comparison of the files on disk, which asks git's index once for as long as the repository is open.</summary>
    public WorkTreeComparison Comparison { get; }

    internal Repository Repository { get; }

    /// <summary>The current branch's name; <see langword="null"/> on a detached HEAD.</summary>
    public string? Branch => Repository.Info.IsHeadDetached ? null : Repository.Head.FriendlyName;

    /// <summary>The commit at HEAD; <see langword="null"/> on an unborn branch.</summary>
    public string? HeadCommit => Repository.Head.Tip?.Sha;

    /// <summary>Whether the repository has submodules.</summary>
    public bool HasSubmodules => File.Exists(Path.Combine(Location.WorkTree, ".gitmodules"));

    /// <summary>Opens the repository.</summary>
    public static WorkTree Open(RepositoryLocation location) =>
        GitErrors.Translate(location.WorkTree, () => new WorkTree(new Repository(location.WorkTree), location));

    /// <summary>Takes a repository that was opened by other means; it ends with the working tree.</summary>
    internal static WorkTree Open(Repository repository) =>
        new(repository, new RepositoryLocation(Path.TrimEndingDirectorySeparator(repository.Info.WorkingDirectory), ""));

    /// <summary>The full paths of the files outside the experiment's folder that decide what is tracked and ignored; they need not exist.</summary>
    public IEnumerable<string> RuleFiles()
    {
        yield return Path.Combine(Repository.Info.Path, "info", "exclude");
        yield return Path.Combine(Repository.Info.Path, "config");
        yield return Path.Combine(Repository.Info.Path, "index");
        string folder = Location.WorkTree;
        foreach (string part in Location.Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Path.Combine(folder, ".gitignore");
            folder = Path.Combine(folder, part);
        }
    }

    /// <summary>Whether git ignores a path of the experiment.</summary>
    public bool IsIgnored(string path) => Repository.Ignore.IsPathIgnored(Location.InRepository(path));

    /// <summary>Whether the repository has a snapshot's code in the experiment's place.</summary>
    public bool HasCode(CodeBase code) => code.Folder == Location.Prefix && Repository.FindCommit(code.Commit) is not null;

    /// <summary>Keeps a detached capture's commit reachable in the user's repository, in place of the snapshot's earlier one.</summary>
    public void Keep(string experimentId, string snapshotName, string commit) =>
        GitErrors.Translate(
            Location.WorkTree,
            () => Repository.Refs.Add($"refs/flammable/{experimentId}/{snapshotName}", new ObjectId(commit), allowOverwrite: true));

    /// <summary>The files that differ from a snapshot's code; all files where there is no snapshot.</summary>
    /// <param name="codeBase">The snapshot's code, in this repository or in <paramref name="experimentRepository"/>.</param>
    /// <param name="experimentRepository">The experiment's own repository, which has every snapshot's commit.</param>
    public IReadOnlyList<ChangedFile> GetChanges(CodeBase? codeBase, ExperimentRepository? experimentRepository) =>
        GitErrors.Translate(Location.WorkTree, () =>
        {
            if (codeBase is null)
            {
                return Comparison.AgainstTree(null);
            }

            return codeBase.Folder == Location.Prefix && Repository.FindCommit(codeBase.Commit) is { } commit
                ? Comparison.AgainstTree(commit.Tree)
                : Comparison.AgainstFiles(experimentRepository?.ListFiles(codeBase) ?? []);
        });

    /// <summary>Refuses what would make a commit on the current branch wrong.</summary>
    public void EnsureBranchCanTakeCommit()
    {
        string root = Location.WorkTree;
        if (Repository.Info.CurrentOperation != CurrentOperation.None || !Repository.Index.IsFullyMerged)
        {
            string operation = Repository.Info.CurrentOperation == CurrentOperation.None
                ? "merge"
                : Repository.Info.CurrentOperation.ToString().ToLowerInvariant();
            throw new RepositoryException(
                $"The repository '{root}' has a {operation} in progress.", root, RepositoryProblem.OperationInProgress);
        }

        if (Repository.Info.IsHeadDetached)
        {
            throw new RepositoryException(
                $"HEAD of the repository '{root}' is detached at {Repository.Head.Tip.Sha[..7]}, so that no branch can take the commit.",
                root,
                RepositoryProblem.DetachedHead);
        }
    }

    public void Dispose() => Repository.Dispose();
}
