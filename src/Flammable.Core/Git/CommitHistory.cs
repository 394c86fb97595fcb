using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>How the commits of an experiment's repository follow one another.</summary>
internal sealed class CommitHistory : IDisposable
{
    private readonly Repository _repository;

    private CommitHistory(string path)
    {
        Path = path;
        _repository = new Repository(path);
    }

    /// <summary>The full path of the repository's folder.</summary>
    public string Path { get; }

    /// <summary>Opens the repository.</summary>
    /// <param name="path">The full path of its folder.</param>
    /// <exception cref="RepositoryException">There is none.</exception>
    public static CommitHistory Open(string path)
    {
        NativeGit.EnsureReady();
        return GitErrors.Translate(path, () => Repository.IsValid(path)
            ? new CommitHistory(path)
            : throw new RepositoryException($"There is no repository '{path}'.", path, RepositoryProblem.CommitMissing));
    }

    /// <summary>The code as its commit has it; <see langword="null"/> where the repository has no such commit, or the commit no such folder.</summary>
    public CommittedCode? Find(CodeBase code) =>
        GitErrors.Translate(Path, () => _repository.FindCommit(code.Commit) is { } commit ? Describe(commit, code.Folder) : null);

    /// <summary>The commits after one and up to another that changed the experiment's folder, the oldest first. Of a merge, the first parent counts.</summary>
    /// <param name="first">Where to begin; it is not among them.</param>
    /// <param name="last">Where to end; where it changed nothing itself, the one that did stands for it.</param>
    /// <returns>The commits, or <see langword="null"/> where the first is no ancestor of the last.</returns>
    public IReadOnlyList<CommittedCode>? Between(CodeBase first, CodeBase last) =>
        GitErrors.Translate(Path, () =>
        {
            Commit? start = _repository.FindCommit(first.Commit);
            Commit? end = _repository.FindCommit(last.Commit);
            return start is null || end is null || Chain(start, end) is not { } chain ? null : Changing(chain, first, last);
        });

    public void Dispose() => _repository.Dispose();

    private List<Commit>? Chain(Commit start, Commit end)
    {
        var chain = new List<Commit>();
        Commit? commit = end;
        for (; commit is not null && commit.Id != start.Id; commit = FirstParent(commit))
        {
            chain.Add(commit);
        }

        if (commit is null)
        {
            if (_repository.ObjectDatabase.FindMergeBase(start, end)?.Id != start.Id)
            {
                return null;
            }

            // It came in by a merge: what it has behind itself is not what was broken after it.
            HashSet<ObjectId> behind = [.. _repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = start }).Select(one => one.Id)];
            chain = [.. chain.TakeWhile(one => !behind.Contains(one.Id))];
        }

        chain.Reverse();
        return chain;
    }

    // A shallow clone does not have the parents of its oldest commits.
    private Commit? FirstParent(Commit commit) =>
        commit.Parents.FirstOrDefault() is { } parent ? _repository.Lookup<Commit>(parent.Id) : null;

    private List<CommittedCode> Changing(IEnumerable<Commit> chain, CodeBase first, CodeBase last)
    {
        var changing = new List<CommittedCode>();
        string? tree = Find(first)?.Tree;
        foreach (Commit commit in chain)
        {
            // The folder may have moved on the way.
            if ((Describe(commit, last.Folder) ?? Describe(commit, first.Folder)) is { } code && code.Tree != tree)
            {
                changing.Add(code);
                tree = code.Tree;
            }
        }

        return changing;
    }

    private static CommittedCode? Describe(Commit commit, string folder) =>
        (folder.Length == 0 ? commit.Tree : commit[folder]?.Target as Tree) is { } tree
            ? new CommittedCode(new CodeBase(commit.Sha, folder), tree.Sha, commit.MessageShort, commit.Author.Name, commit.Author.When)
            : null;
}
