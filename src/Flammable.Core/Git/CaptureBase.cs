using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>What a capture builds on: the tree it starts from and the parents of its commit.</summary>
internal sealed class CaptureBase
{
    private readonly Commit? _commit;
    private readonly TreeEntry? _folder;

    private CaptureBase(Commit? commit, Tree? comparedTree, IEnumerable<Commit> parents, TreeEntry? folder = null)
    {
        _commit = commit;
        ComparedTree = comparedTree;
        Parents = parents;
        _folder = folder;
    }

    /// <summary>The tree that the files on disk are compared with; <see langword="null"/> for none.</summary>
    public Tree? ComparedTree { get; }

    public IEnumerable<Commit> Parents { get; }

    /// <summary>The tip of the current branch.</summary>
    public static CaptureBase OfBranch(WorkTree workTree)
    {
        Commit? tip = workTree.Repository.Head.Tip;
        return new CaptureBase(tip, tip?.Tree, tip is null ? [] : [tip]);
    }

    /// <summary>The last snapshot's commit; where there is none, the experiment's folder as HEAD has it.</summary>
    public static CaptureBase OfDetached(WorkTree workTree, CodeBase? previous)
    {
        RepositoryLocation location = workTree.Location;
        Commit? last = previous?.Folder == location.Prefix ? workTree.Repository.Lookup<Commit>(previous.Commit) : null;
        if (last is not null)
        {
            return new CaptureBase(last, last.Tree, [last]);
        }

        Commit? tip = workTree.Repository.Head.Tip;
        if (location.IsRoot)
        {
            return new CaptureBase(tip, tip?.Tree, tip is null ? [] : [tip]);
        }

        TreeEntry? folder = tip?[location.Prefix];
        return folder?.TargetType == TreeEntryTargetType.Tree
            ? new CaptureBase(null, tip!.Tree, [], folder)
            : new CaptureBase(null, null, []);
    }

    public TreeDefinition StartTree()
    {
        if (_commit is not null)
        {
            return TreeDefinition.From(_commit.Tree);
        }

        var definition = new TreeDefinition();
        return _folder is null ? definition : definition.Add(_folder.Path.Replace('\\', '/'), (Tree)_folder.Target);
    }

    /// <summary>The commit to reuse where the tree is the one it has; else <see langword="null"/>.</summary>
    public Commit? CommitWithTree(Tree tree) => _commit?.Tree.Id == tree.Id ? _commit : null;
}
