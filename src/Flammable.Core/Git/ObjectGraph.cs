using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Which objects of a repository refer to which. No file's content is read.</summary>
internal sealed class ObjectGraph(Repository repository)
{
    private readonly HashSet<ObjectId> _reached = [];

    /// <summary>The submodules' commits that the reached trees name.</summary>
    public HashSet<ObjectId> SubmoduleCommits { get; } = [];

    public bool IsReached(ObjectId id) => _reached.Contains(id);

    /// <summary>Reaches objects, and all that they refer to.</summary>
    /// <exception cref="RepositoryException">One of these is missing, so that nobody knows what it refers to.</exception>
    public void Reach(IEnumerable<ObjectId> roots)
    {
        var waiting = new Stack<(ObjectId Id, bool IsBlob)>(roots.Select(root => (root, false)));
        while (waiting.TryPop(out var next))
        {
            if (_reached.Add(next.Id) && !next.IsBlob)
            {
                foreach ((ObjectId, bool) inner in References(next.Id) ?? throw Missing(next.Id))
                {
                    waiting.Push(inner);
                }
            }
        }
    }

    /// <summary>Puts objects in an order in which each comes before all that it refers to.</summary>
    public IReadOnlyList<ObjectId> ReferrersFirst(IEnumerable<ObjectId> objects)
    {
        HashSet<ObjectId> left = [.. objects];
        var order = new List<ObjectId>(left.Count);
        var waiting = new Stack<(ObjectId Id, bool IsDone)>(left.Select(id => (id, false)));
        while (waiting.TryPop(out var next))
        {
            if (next.IsDone)
            {
                order.Add(next.Id);
            }
            else if (left.Remove(next.Id))
            {
                waiting.Push((next.Id, true));
                foreach ((ObjectId inner, _) in IsBlob(next.Id) ? [] : References(next.Id) ?? [])
                {
                    waiting.Push((inner, false));
                }
            }
        }

        order.Reverse();
        return order;
    }

    private bool IsBlob(ObjectId id) => repository.ObjectDatabase.RetrieveObjectMetadata(id).Type == ObjectType.Blob;

    // Nothing where the object is missing.
    private IEnumerable<(ObjectId Id, bool IsBlob)>? References(ObjectId id) => repository.Lookup(id) switch
    {
        null => repository.Info.IsShallow ? [] : null,
        Commit commit => commit.Parents.Select(parent => parent.Id).Append(commit.Tree.Id).Select(inner => (inner, false)),
        Tree tree => ReferencesOf(tree),
        TagAnnotation tag => [(tag.Target.Id, tag.Target is Blob)],
        _ => [],
    };

    private List<(ObjectId Id, bool IsBlob)> ReferencesOf(Tree tree)
    {
        var references = new List<(ObjectId, bool)>(tree.Count);
        foreach (TreeEntry entry in tree)
        {
            if (entry.TargetType == TreeEntryTargetType.GitLink)
            {
                SubmoduleCommits.Add(entry.Target.Id);
            }
            else
            {
                references.Add((entry.Target.Id, entry.TargetType == TreeEntryTargetType.Blob));
            }
        }

        return references;
    }

    private RepositoryException Missing(ObjectId id) => new(
        $"The object {id.Sha} is missing in the repository '{repository.Info.Path}'.", repository.Info.Path, RepositoryProblem.CommitMissing);
}
