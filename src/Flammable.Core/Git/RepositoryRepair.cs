using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Brings back what an experiment's repository has lost, from the repository that the code came from.</summary>
/// <param name="path">The full path of the experiment's repository.</param>
internal sealed class RepositoryRepair(string path)
{
    /// <summary>Whether a folder of code lies in a repository that has all these objects.</summary>
    /// <param name="codeFolder">The full path of the folder; it need not exist.</param>
    /// <param name="objects">The objects.</param>
    public static bool IsInFolder(string? codeFolder, IReadOnlyList<DamagedObject> objects)
    {
        using WorkTree? source = OpenSource(codeFolder);
        return source is not null && objects.All(one => Has(source.Repository, one.Hash));
    }

    /// <summary>Makes the folder a repository again where its own files are missing or damaged; objects and refs stay.</summary>
    /// <param name="moveAway">Takes a damaged file away.</param>
    public void Restore(Action<string> moveAway)
    {
        NativeGit.EnsureReady();
        foreach (string file in new[] { "HEAD", "config" }.Select(name => Path.Combine(path, name)).Where(File.Exists))
        {
            moveAway(file);
        }

        GitErrors.Translate(path, () => Repository.Init(path, isBare: true));
    }

    /// <summary>Copies a commit with its history, and those of its files that cannot be read.</summary>
    /// <param name="codeFolder">The full path of the folder of code whose repository has them.</param>
    /// <param name="commit">The commit's full hash.</param>
    /// <param name="moveAway">Takes a damaged file of the repository away.</param>
    /// <param name="cancellation">Ends the copying.</param>
    /// <exception cref="RepositoryException">Something cannot be brought back.</exception>
    public void Bring(string codeFolder, string commit, Action<string> moveAway, CancellationToken cancellation)
    {
        using WorkTree source = OpenSource(codeFolder) ?? throw new RepositoryException(
            $"The folder '{codeFolder}' lies in no repository.", codeFolder, RepositoryProblem.Unusable);
        using (ExperimentRepository.OpenOrCreate(path))
        {
            // A repository that is gone altogether is made again.
        }

        using RepositoryCheck check = RepositoryCheck.Open(path)!;
        IReadOnlyList<DamagedObject> before = [];
        // Below a folder that is missing, more may be.
        while (check.FindDamage(commit, cancellation) is { Count: > 0 } damaged)
        {
            if (damaged.SequenceEqual(before))
            {
                throw new RepositoryException(
                    $"The object {damaged[0].Hash} of the repository '{path}' is damaged and cannot be replaced.", path, RepositoryProblem.Unusable);
            }

            before = damaged;
            foreach (string file in damaged.Select(one => LooseFile(one.Hash)).Where(File.Exists))
            {
                moveAway(file);
            }

            GitErrors.Translate(path, () => Copy(source, commit, damaged));
            check.Refresh();
        }
    }

    /// <summary>Makes a snapshot's ref.</summary>
    /// <param name="snapshotName">The snapshot.</param>
    /// <param name="commit">The commit to keep.</param>
    /// <param name="moveAway">Takes away the file of a ref that is damaged.</param>
    public void Keep(string snapshotName, string commit, Action<string> moveAway)
    {
        string file = Path.Combine(path, ExperimentRepository.SnapshotRefs + snapshotName);
        using RepositoryCheck? check = RepositoryCheck.Open(path);
        if (check?.CommitOf(snapshotName) is not null)
        {
            return;
        }

        if (File.Exists(file))
        {
            moveAway(file);
        }

        using ExperimentRepository repository = ExperimentRepository.OpenOrCreate(path);
        repository.Keep(snapshotName, commit);
    }

    private void Copy(WorkTree source, string commit, IReadOnlyList<DamagedObject> damaged)
    {
        using var destination = new Repository(path);
        if (damaged[0].Hash == commit)
        {
            new ObjectTransfer(source.Repository, destination).Copy(commit);
            Submodules.Receive(source, commit, destination);
            return;
        }

        string packs = Path.Combine(path, "objects", "pack");
        Directory.CreateDirectory(packs);
        source.Repository.ObjectDatabase.Pack(
            new PackBuilderOptions(packs),
            builder =>
            {
                foreach (DamagedObject one in damaged)
                {
                    builder.Add(new ObjectId(one.Hash));
                }
            });
    }

    private string LooseFile(string hash) => Path.Combine(path, "objects", hash[..2], hash[2..]);

    private static bool Has(Repository repository, string hash)
    {
        try
        {
            return ObjectId.TryParse(hash, out ObjectId? id) && repository.Lookup(id) is not null;
        }
        catch (LibGit2SharpException)
        {
            return false;
        }
    }

    // Whatever is wrong with the user's repository is not what is looked for here.
    private static WorkTree? OpenSource(string? codeFolder)
    {
        try
        {
            return codeFolder is not null && Directory.Exists(codeFolder) && RepositoryLocation.Find(codeFolder) is { } location
                ? WorkTree.Open(location)
                : null;
        }
        catch (RepositoryException)
        {
            return null;
        }
    }
}
