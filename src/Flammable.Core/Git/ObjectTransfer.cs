using System.Globalization;
using System.Text;
using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Copies a commit with its history from one object database to another, byte for byte.</summary>
/// <remarks>
/// A few objects are written loose. A long history goes over as one pack, which also carries what cannot be written again
/// from what LibGit2Sharp shows of it (signed commits, names that are not UTF-8). The transfer of LibGit2Sharp itself
/// refuses paths as remotes and leaves a pack behind for each.
/// </remarks>
internal sealed class ObjectTransfer(Repository source, Repository destination)
{
    private const int MaxLooseObjects = 500;

    private readonly List<GitObject> _missing = [];
    private readonly HashSet<ObjectId> _seen = [];
    private readonly HashSet<string> _shallow = ReadShallow(source);

    public void Copy(string commit)
    {
        Commit tip = source.FindCommit(commit) ?? throw new RepositoryException(
            $"The commit {commit} is not in the repository '{source.Info.Path}'.", source.Info.Path, RepositoryProblem.CommitMissing);
        CollectCommits(tip);
        KeepShallow();
        if (_missing.Count > MaxLooseObjects || !_missing.All(CanBeRebuilt))
        {
            CopyAsPack();
        }
        else
        {
            // Blobs first, then trees, then commits, the oldest first: what is there is always complete.
            _missing.Reverse();
            _missing.ForEach(WriteLoose);
        }

        if (!destination.ObjectDatabase.Contains(tip.Id))
        {
            throw new RepositoryException(
                $"The commit {commit} could not be copied to '{destination.Info.Path}'.", destination.Info.Path, RepositoryProblem.Unusable);
        }
    }

    private void CollectCommits(Commit tip)
    {
        var waiting = new Queue<Commit>([tip]);
        while (waiting.TryDequeue(out Commit? commit))
        {
            if (!IsMissing(commit.Id))
            {
                continue;
            }

            _missing.Add(commit);
            CollectTree(commit.Tree);
            foreach (Commit parent in _shallow.Contains(commit.Sha) ? [] : commit.Parents)
            {
                waiting.Enqueue(parent);
            }
        }
    }

    private void CollectTree(Tree tree)
    {
        if (!IsMissing(tree.Id))
        {
            return;
        }

        _missing.Add(tree);
        foreach (TreeEntry entry in tree)
        {
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                CollectTree((Tree)entry.Target);
            }
            else if (entry.TargetType == TreeEntryTargetType.Blob && IsMissing(entry.Target.Id))
            {
                _missing.Add(entry.Target);
            }
        }
    }

    private bool IsMissing(ObjectId id) => _seen.Add(id) && !destination.ObjectDatabase.Contains(id);

    // A shallow clone lists the commits whose parents it does not have.
    private static string ShallowFile(Repository repository) => Path.Combine(repository.Info.Path, "shallow");

    private static HashSet<string> ReadShallow(Repository repository) =>
        File.Exists(ShallowFile(repository)) ? [.. File.ReadLines(ShallowFile(repository))] : [];

    private void KeepShallow()
    {
        string[] added = [.. _missing.Select(missing => missing.Sha).Where(_shallow.Contains)];
        if (added.Length > 0)
        {
            string lines = string.Concat(ReadShallow(destination).Union(added).Select(line => line + '\n'));
            AtomicFile.Write(ShallowFile(destination), stream => stream.Write(Encoding.ASCII.GetBytes(lines)));
        }
    }

    private void CopyAsPack()
    {
        string packFolder = Path.Combine(destination.Info.Path, "objects", "pack");
        Directory.CreateDirectory(packFolder);
        source.ObjectDatabase.Pack(
            new PackBuilderOptions(packFolder),
            builder => _missing.ForEach(missing => builder.Add(missing.Id)));
    }

    private void WriteLoose(GitObject missing)
    {
        ObjectId written = missing switch
        {
            Blob blob => WriteBlob(blob),
            Tree tree => destination.ObjectDatabase.Write<Tree>(Content(tree)),
            Commit commit => destination.ObjectDatabase.Write<Commit>(Content(commit)),
            _ => missing.Id,
        };
        if (written != missing.Id)
        {
            throw new RepositoryException(
                $"The object {missing.Sha} could not be copied to '{destination.Info.Path}'.", destination.Info.Path, RepositoryProblem.Unusable);
        }
    }

    private ObjectId WriteBlob(Blob blob)
    {
        using Stream content = blob.GetContentStream();
        return destination.ObjectDatabase.Write<Blob>(content, blob.Size);
    }

    // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
    private static byte[] Content(Tree tree)
    {
        using var content = new MemoryStream();
        foreach (TreeEntry entry in tree)
        {
            content.Write(Encoding.UTF8.GetBytes($"{BlobWriter.OctalMode(entry.Mode)} {entry.Name}\0"));
            content.Write(entry.Target.Id.RawId);
        }

        return content.ToArray();
    }

    private static byte[] Content(Commit commit)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"tree {commit.Tree.Sha}\n");
        foreach (Commit parent in commit.Parents)
        {
            text.Append(CultureInfo.InvariantCulture, $"parent {parent.Sha}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"author {Line(commit.Author)}\n");
        text.Append(CultureInfo.InvariantCulture, $"committer {Line(commit.Committer)}\n\n{commit.Message}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Line(Signature signature)
    {
        TimeSpan offset = signature.When.Offset;
        char sign = offset < TimeSpan.Zero ? '-' : '+';
        return $"{signature.Name} <{signature.Email}> {signature.When.ToUnixTimeSeconds()} {sign}{offset.Duration():hhmm}";
    }

    private static bool CanBeRebuilt(GitObject missing) => missing switch
    {
        Commit commit => HasHash("commit", Content(commit), commit.Sha),
        Tree tree => HasHash("tree", Content(tree), tree.Sha),
        _ => true,
    };

    private static bool HasHash(string kind, byte[] content, string hash) =>
        BlobHash.Of(kind, new MemoryStream(content), content.Length) == hash;
}
