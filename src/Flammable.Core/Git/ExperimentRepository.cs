using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>The experiment's own repository in the library: bare, with a ref for each snapshot that keeps its commit for ever.</summary>
internal sealed partial class ExperimentRepository : IDisposable
{
    /// <summary>How the names of the refs begin that keep snapshots' commits.</summary>
    public const string SnapshotRefs = "refs/snapshots/";

    // The commits that amended snapshots were trained on.
    private const string TrainedRefs = "refs/trained/";

    // The commits of amendments that are not done yet.
    private const string AmendedRefs = "refs/amended/";

    private readonly Repository _repository;
    private readonly string _path;

    private ExperimentRepository(string path)
    {
        _path = path;
        _repository = new Repository(path);
    }

    /// <summary>Opens the repository, made first where it is missing.</summary>
    /// <param name="path">The full path of its folder.</param>
    public static ExperimentRepository OpenOrCreate(string path)
    {
        NativeGit.EnsureReady();
        return GitErrors.Translate(path, () =>
        {
            if (!Repository.IsValid(path))
            {
                Repository.Init(path, isBare: true);
            }

            return new ExperimentRepository(path);
        });
    }

    /// <summary>Opens the repository; <see langword="null"/> where there is none.</summary>
    public static ExperimentRepository? Open(string path)
    {
        NativeGit.EnsureReady();
        return GitErrors.Translate(path, () => Repository.IsValid(path) ? new ExperimentRepository(path) : null);
    }

    /// <summary>Copies a commit and all that it needs from the user's repository.</summary>
    public void Receive(WorkTree source, string commit) =>
        GitErrors.Translate(_path, () =>
        {
            new ObjectTransfer(source.Repository, _repository).Copy(commit);
            Submodules.Receive(source, commit, _repository);
        });

    /// <summary>Keeps a snapshot's commit reachable.</summary>
    public void Keep(string snapshotName, string commit) =>
        GitErrors.Translate(_path, () => _repository.Refs.Add(SnapshotRefs + snapshotName, new ObjectId(commit)));

    /// <summary>Keeps the new commit of a snapshot beside its present one, and for good the one that it was trained on.</summary>
    /// <param name="snapshotName">The snapshot's name.</param>
    /// <param name="commit">The new commit.</param>
    /// <param name="trained">The commit that its results are of; <see langword="null"/> where it has none.</param>
    public void BeginAmend(string snapshotName, string commit, string? trained) =>
        GitErrors.Translate(_path, () =>
        {
            Set(AmendedRefs + snapshotName, commit);
            if (trained is not null && _repository.FindCommit(trained) is not null)
            {
                Set(TrainedRefs + snapshotName, trained);
            }
        });

    /// <summary>Keeps the new commit in place of the present one, after the snapshot's file names it.</summary>
    public void EndAmend(string snapshotName, string commit) =>
        GitErrors.Translate(_path, () =>
        {
            Set(SnapshotRefs + snapshotName, commit);
            _repository.Refs.Remove(AmendedRefs + snapshotName);
        });

    /// <summary>The files of a snapshot's code.</summary>
    public IReadOnlyList<TreeFile> ListFiles(CodeBase code) =>
        GitErrors.Translate(_path, () => FilesOf(code)
            .Select(file => new TreeFile(file.Path, file.Entry.Target.Sha, BlobWriter.OctalMode(file.Entry.Mode)))
            .ToList());

    /// <summary>The paths of all files of a snapshot's code, those in submodules included.</summary>
    public IReadOnlyList<string> ListPaths(CodeBase code) =>
        GitErrors.Translate(_path, () => FilesOf(code).SelectMany(InSubmodule).Select(file => file.Path).ToList());

    /// <summary>The bytes of those files of a snapshot's code that are asked for, as committed.</summary>
    /// <param name="code">The code.</param>
    /// <param name="isWanted">Chooses by path in the experiment.</param>
    public IReadOnlyDictionary<string, byte[]> ReadFiles(CodeBase code, Func<string, bool> isWanted) =>
        GitErrors.Translate(_path, () =>
        {
            Commit commit = CommitOf(code);
            return FilesOf(code)
                .SelectMany(InSubmodule)
                .Where(file => isWanted(file.Path))
                .Select(file => (file.Path, Blob: Followed(commit, InCommit(code, file.Path), file.Entry)?.Target as Blob))
                .Where(file => file.Blob is not null)
                .ToDictionary(file => file.Path, file => Content(file.Blob!));
        });

    /// <summary>The full path of a file or folder as it was captured: the user's own where it still is the same, else a copy.</summary>
    /// <param name="code">The code that it was captured with.</param>
    /// <param name="path">Its path in the experiment, with <c>/</c>.</param>
    /// <param name="userPath">The full path of the user's own; <see langword="null"/> where it is not known.</param>
    /// <param name="copies">The full path of the folder for copies.</param>
    /// <returns>The full path, or <see langword="null"/> where it was not captured.</returns>
    public string? FindData(CodeBase code, string path, string? userPath, string copies) =>
        GitErrors.Translate(_path, () =>
        {
            Commit commit = CommitOf(code);
            string place = InCommit(code, path);
            TreeEntry? entry = commit[place] is { } found ? Followed(commit, place, found) : null;
            if (entry is null)
            {
                return null;
            }

            if (entry.Target is Blob blob && File.Exists(userPath) && BlobHash.OfFile(userPath, Mode.NonExecutableFile) == blob.Sha)
            {
                return userPath;
            }

            string copy = Path.Combine(copies, entry.Target.Sha, entry.Name);
            if (!Path.Exists(copy))
            {
                TreeExport.WriteWhole(entry, copy);
            }

            return copy;
        });

    /// <summary>Finds what no snapshot needs. A repository that is not bare has a user of its own: nothing is found there.</summary>
    /// <param name="isKept">Whether a snapshot, by its name, is kept.</param>
    /// <param name="keptCommits">More hashes of commits that are kept; asked for only where something would go.</param>
    /// <exception cref="RepositoryException">An object is missing or damaged, so that nobody knows what is needed.</exception>
    public RepositoryWaste FindWaste(Func<string, bool> isKept, Func<IEnumerable<string>> keptCommits) =>
        GitErrors.Translate(_path, () => _repository.Info.IsBare
            ? new RepositoryCleaning(_repository).Find([SnapshotRefs, TrainedRefs, AmendedRefs], isKept, keptCommits)
            : new RepositoryWaste([], [], []));

    /// <summary>Deletes a ref.</summary>
    public void Delete(StaleReference reference) => GitErrors.Translate(_path, () => _repository.Refs.Remove(reference.Name));

    /// <summary>Writes a snapshot's code into an empty folder, as committed.</summary>
    /// <param name="code">The code.</param>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public ExportedCode Export(CodeBase code, string folder, CancellationToken cancellation)
    {
        ExportFile[] files = GitErrors.Translate(_path, () => FilesOf(code)
            .SelectMany(file => InSubmodule(file).DefaultIfEmpty(file))
            .Select(file => new ExportFile(file.Path, file.Entry.Target as Blob, file.Entry.Mode))
            .ToArray());
        string[] empty = [.. files.Where(file => file.Mode == Mode.GitLink).Select(file => file.Path)];
        return new ExportedCode(files.Length - empty.Length, new CodeExport(_path, files).Write(folder, cancellation), empty);
    }

    /// <summary>The files that differ between the codes of two snapshots, by path. Neither repository is written to.</summary>
    /// <param name="code">The code that is compared with, in this repository.</param>
    /// <param name="other">The repository of the other code: this one, or another experiment's.</param>
    /// <param name="difference">The code that is compared.</param>
    public IReadOnlyList<FileDifference> Compare(CodeBase code, ExperimentRepository other, CodeBase difference)
    {
        (Commit before, Commit after) = (CommitOf(code), other.CommitOf(difference));
        if (other == this)
        {
            return GitErrors.Translate(_path, () => new CodeComparison(_repository).Compare(TreeOf(before, code), TreeOf(after, difference)));
        }

        using var both = new JoinedObjects(_repository, other._repository);
        return GitErrors.Translate(_path, () => new CodeComparison(both.Repository).Compare(
            TreeOf(both.Repository.FindCommit(code.Commit)!, code), TreeOf(both.Repository.FindCommit(difference.Commit)!, difference)));
    }

    /// <summary>Copies a commit and all that it needs to a repository of the user.</summary>
    public void Give(string commit, Repository destination) =>
        GitErrors.Translate(destination.Info.Path, () => new ObjectTransfer(_repository, destination).Copy(commit));

    public void Dispose() => _repository.Dispose();

    private void Set(string reference, string commit) =>
        _repository.Refs.Add(reference, new ObjectId(commit), allowOverwrite: true);

    private IEnumerable<(string Path, TreeEntry Entry)> FilesOf(CodeBase code)
    {
        Tree? root = TreeOf(CommitOf(code), code);
        return root is null ? [] : Flatten(root, "");
    }

    private static Tree? TreeOf(Commit commit, CodeBase code) =>
        code.Folder.Length == 0 ? commit.Tree : commit[code.Folder]?.Target as Tree;

    private IEnumerable<(string Path, TreeEntry Entry)> InSubmodule((string Path, TreeEntry Entry) file) =>
        file.Entry.Mode != Mode.GitLink ? [file]
            : _repository.Lookup<Commit>(file.Entry.Target.Id) is { } commit ? Flatten(commit.Tree, file.Path + "/")
            : [];

    private static string InCommit(CodeBase code, string path) => code.Folder.Length == 0 ? path : $"{code.Folder}/{path}";

    // The file or folder that a symbolic link leads to; nothing where that is not in the commit.
    private static TreeEntry? Followed(Commit commit, string path, TreeEntry entry)
    {
        TreeEntry? followed = entry;
        string? place = path;
        for (int step = 0; followed?.Mode == Mode.SymbolicLink; step++)
        {
            place = step < SymbolicLink.MaxSteps ? SymbolicLink.Follow(place!, ((Blob)followed.Target).GetContentText()) : null;
            followed = place is { Length: > 0 } ? commit[place] : null;
        }

        return followed;
    }

    private Commit CommitOf(CodeBase code) =>
        _repository.FindCommit(code.Commit) ?? throw new RepositoryException(
            $"The commit {code.Commit} is not in the repository '{_path}'.", _path, RepositoryProblem.CommitMissing);

    private static IEnumerable<(string Path, TreeEntry Entry)> Flatten(Tree tree, string folder)
    {
        foreach (TreeEntry entry in tree)
        {
            string path = folder + entry.Name;
            if (entry.TargetType != TreeEntryTargetType.Tree)
            {
                yield return (path, entry);
                continue;
            }

            foreach ((string, TreeEntry) file in Flatten((Tree)entry.Target, path + "/"))
            {
                yield return file;
            }
        }
    }

    private static byte[] Content(Blob blob)
    {
        using Stream stream = blob.GetContentStream();
        byte[] content = new byte[blob.Size];
        stream.ReadExactly(content);
        return content;
    }
}
