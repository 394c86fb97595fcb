using System.Text;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Writes a working tree's files into the object database and places them in a tree.</summary>
internal sealed class BlobWriter(Repository repository, string workTree, TreeDefinition tree)
{
    /// <summary>A mode as git writes it.</summary>
    public static string OctalMode(Mode mode) => Convert.ToString((int)mode, 8);

    public void Apply(WorkTreeEntry entry)
    {
        if (entry.IsDeleted)
        {
            tree.Remove(entry.Path);
        }
        else if (entry.Mode == Mode.GitLink)
        {
            ObjectId? head = repository.Submodules[entry.Path]?.WorkDirCommitId;
            if (head is not null)
            {
                tree.AddGitLink(entry.Path, head);
            }
        }
        else
        {
            tree.Add(entry.Path, Write(entry), entry.Mode);
        }
    }

    /// <summary>Places bytes that were read before; nothing happens where the tree has them.</summary>
    /// <returns>Whether the tree was changed.</returns>
    public bool Apply(string path, byte[] content)
    {
        if (TreePath.Parents(path).Any(folder => tree[folder]?.Mode == Mode.GitLink))
        {
            // A submodule's own commit has it.
            return false;
        }

        Blob blob = repository.ObjectDatabase.CreateBlob(new MemoryStream(content), path);
        TreeEntryDefinition? present = tree[path];
        if (present?.TargetId == blob.Id || LeadsToFile(path))
        {
            return false;
        }

        tree.Add(path, blob, present?.Mode is Mode.ExecutableFile ? Mode.ExecutableFile : Mode.NonExecutableFile);
        return true;
    }

    // A link to a file that is captured too stays a link. One that leads elsewhere becomes a file, so that no code is lost.
    private bool LeadsToFile(string path)
    {
        string? place = path;
        TreeEntryDefinition? entry = tree[path];
        for (int step = 0; entry?.Mode == Mode.SymbolicLink && step < SymbolicLink.MaxSteps; step++)
        {
            place = SymbolicLink.Follow(place!, repository.Lookup<Blob>(entry.TargetId).GetContentText());
            entry = place is { Length: > 0 } ? tree[place] : null;
            if (entry?.Mode is Mode.NonExecutableFile or Mode.ExecutableFile)
            {
                return true;
            }
        }

        return false;
    }

    private Blob Write(WorkTreeEntry entry)
    {
        if (entry.Mode == Mode.SymbolicLink)
        {
            string target = new FileInfo(Path.Combine(workTree, entry.Path)).LinkTarget ?? "";
            return repository.ObjectDatabase.CreateBlob(new MemoryStream(Encoding.UTF8.GetBytes(target)));
        }

        return repository.ObjectDatabase.CreateBlob(entry.Path);
    }
}
