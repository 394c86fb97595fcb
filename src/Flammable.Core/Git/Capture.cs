using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>One capture, planned before anything is written, so that the guard can refuse it.</summary>
internal sealed class Capture
{
    private readonly WorkTree _workTree;
    private readonly CaptureRequest _request;
    private readonly CaptureBase _base;
    private readonly IReadOnlyList<WorkTreeEntry> _entries;

    private Capture(WorkTree workTree, CaptureRequest request)
    {
        _workTree = workTree;
        _request = request;
        _base = request.Mode == CommitMode.Branch
            ? CaptureBase.OfBranch(workTree)
            : CaptureBase.OfDetached(workTree, request.Previous);
        _entries = workTree.Comparison.Entries(_base.ComparedTree);
    }

    private Repository Repository => _workTree.Repository;

    /// <summary>Finds what the capture would write, and refuses what it must not.</summary>
    /// <exception cref="RepositoryException">The repository's state rules a commit out.</exception>
    /// <exception cref="CaptureRefusedException">The guard found files that should not go in.</exception>
    public static Capture Plan(WorkTree workTree, CaptureRequest request) =>
        GitErrors.Translate(workTree.Location.WorkTree, () =>
        {
            if (request.Mode == CommitMode.Branch)
            {
                workTree.EnsureBranchCanTakeCommit();
            }

            var capture = new Capture(workTree, request);
            new CaptureGuard(workTree, request.AllowFiles).Check(capture._entries);
            Submodules.EnsureCommitted(workTree, request.Sources.Keys);
            return capture;
        });

    /// <summary>Writes the objects, and in branch mode moves the branch and the index.</summary>
    public CaptureResult Write(CancellationToken cancellation) =>
        GitErrors.Translate(_workTree.Location.WorkTree, () =>
        {
            if (_request.Mode == CommitMode.Branch)
            {
                IndexLock.WaitUntilFree(Repository, cancellation);
                if (Repository.Head.Tip?.Id != _base.Parents.FirstOrDefault()?.Id)
                {
                    // Somebody has committed since the plan was made.
                    using WorkTree now = WorkTree.Open(_workTree.Location);
                    return Plan(now, _request).Write(cancellation);
                }
            }

            (Tree tree, IReadOnlyList<string> sources) = WriteTree(cancellation);
            return _base.CommitWithTree(tree) is { } existing
                ? Result(existing, isNew: false)
                : Commit(tree, sources, cancellation);
        });

    private (Tree Tree, IReadOnlyList<string> ChangedSources) WriteTree(CancellationToken cancellation)
    {
        TreeDefinition definition = _base.StartTree();
        var writer = new BlobWriter(Repository, _workTree.Location.WorkTree, definition);
        foreach (WorkTreeEntry entry in _entries)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.Apply(entry);
        }

        // The mode of a source comes from the disk, its content from what was compiled.
        string[] changed =
        [
            .. _request.Sources
                .Select(source => (Path: _workTree.Location.InRepository(source.Key), source.Value))
                .Where(source => writer.Apply(source.Path, source.Value))
                .Select(source => source.Path),
        ];
        return (Repository.ObjectDatabase.CreateTree(definition), changed);
    }

    private CaptureResult Commit(Tree tree, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        (Signature signature, bool isFallback) = Identity.Of(Repository);
        Commit commit = Repository.ObjectDatabase.CreateCommit(
            signature, signature, _request.Message, tree, _base.Parents, prettifyMessage: true);
        if (_request.Mode == CommitMode.Branch)
        {
            UpdateIndex(tree, [.. _entries.Select(entry => entry.Path).Concat(sources).Distinct()], cancellation);
            MoveBranch(commit);
        }

        return Result(commit, isNew: true) with { UsedFallbackIdentity = isFallback };
    }

    private void UpdateIndex(Tree tree, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        const int attempts = 10;
        for (int attempt = 1; ; attempt++)
        {
            IndexLock.WaitUntilFree(Repository, cancellation);
            try
            {
                // Read anew: another git process may have staged something while this one waited.
                using var repository = new Repository(_workTree.Location.WorkTree);
                UpdateIndex(repository.Index, tree, paths);
                return;
            }
            catch (LockedFileException) when (attempt < attempts)
            {
                // An editor that looks at the repository locks the index for a moment.
            }
        }
    }

    private static void UpdateIndex(LibGit2Sharp.Index index, Tree tree, IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            switch (tree[path])
            {
                case null:
                    index.Remove(path);
                    break;
                case { Mode: Mode.GitLink }:
                    index.Add(path);
                    break;
                case { Target: Blob blob } entry:
                    index.Add(blob, path, entry.Mode);
                    break;
            }
        }

        index.Write();
    }

    private void MoveBranch(Commit commit)
    {
        string log = $"commit: {commit.MessageShort}";
        if (Repository.Head.Tip is null)
        {
            Repository.Refs.Add(Repository.Refs.Head.TargetIdentifier, commit.Id, log);
        }
        else
        {
            Repository.Refs.UpdateTarget(Repository.Refs.Head.ResolveToDirectReference(), commit.Id, log);
        }
    }

    private CaptureResult Result(Commit commit, bool isNew) => new(
        new CodeBase(commit.Sha, _workTree.Location.Prefix),
        isNew,
        _request.Mode == CommitMode.Detached ? _workTree.HeadCommit : null,
        _workTree.Comparison.NestedRepositories(),
        UsedFallbackIdentity: false);
}
