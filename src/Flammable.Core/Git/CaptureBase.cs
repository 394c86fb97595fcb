using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>What a capture builds on: the tree it starts from and the parents of its commit.</summary>
internal sealed class CaptureBase
{
    private readonly Commit? _start;
    private readonly string _folder;

    private CaptureBase(Commit? start, string folder, IEnumerable<Commit> parents)
    {
        _start = start;
        _folder = folder;
        Parents = parents;
    }

    /// <summary>The tree that the files on disk are compared with; <see langword="null"/> for none.</summary>
    public Tree? ComparedTree => _start?.Tree;

    public IEnumerable<Commit> Parents { get; }

    /// <summary>The tip of the current branch.</summary>
    public static CaptureBase OfBranch(WorkTree workTree)
    {
        Commit? tip = workTree.Repository.Head.Tip;
        return new CaptureBase(tip, "", tip is null ? [] : [tip]);
    }

    /// <summary>The experiment's folder in the last snapshot's commit; where there is none, as HEAD has it.</summary>
    public static CaptureBase OfDetached(WorkTree workTree, CodeBase? previous)
    {
        RepositoryLocation location = workTree.Location;
        Commit? last = previous?.Folder == location.Prefix ? workTree.Repository.FindCommit(previous.Commit) : null;
        Commit? tip = workTree.Repository.Head.Tip;
        Commit? parent = last ?? (location.IsRoot ? tip : null);
        return new CaptureBase(last ?? tip, location.Prefix, parent is null ? [] : [parent]);
    }

    public TreeDefinition StartTree()
    {
        if (_start is null)
        {
            return new TreeDefinition();
        }

        return _folder.Length == 0 ? TreeDefinition.From(_start.Tree)
            : FolderOf(_start.Tree) is Tree folder ? new TreeDefinition().Add(_folder, folder)
            : new TreeDefinition();
    }

    /// <summary>The commit to reuse where it has the captured files already; else <see langword="null"/>.</summary>
    public Commit? CommitWithTree(Tree tree) =>
        Parents.FirstOrDefault(parent => FolderOf(parent.Tree)?.Id == FolderOf(tree)?.Id);

    private GitObject? FolderOf(Tree tree) => _folder.Length == 0 ? tree : tree[_folder]?.Target;
}
