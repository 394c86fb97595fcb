using System.Text;
using Flammable.Errors;
using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A bare repository for the time of one transfer: it writes into itself alone, and reads from the repositories it borrows from.</summary>
internal sealed class StagingRepository : IDisposable
{
    private readonly Repository _repository;

    private StagingRepository(string path)
    {
        Path = path;
        _repository = new Repository(path);
    }

    /// <summary>The full path of its folder.</summary>
    public string Path { get; }

    /// <summary>Makes the repository.</summary>
    /// <param name="path">The full path of its folder.</param>
    /// <param name="lenders">The full paths of the repositories whose objects it shows as its own.</param>
    public static StagingRepository Create(string path, IEnumerable<string> lenders)
    {
        NativeGit.EnsureReady();
        return GitErrors.Translate(path, () =>
        {
            Repository.Init(path, isBare: true);
            string[] existing = [.. lenders.Where(Directory.Exists)];
            WriteLines(path, "objects/info/alternates", existing.Select(lender => System.IO.Path.Combine(lender, "objects")));

            // What a lender does not have of a shallow history, nobody is to look for here.
            WriteLines(path, "shallow", existing.Select(lender => System.IO.Path.Combine(lender, "shallow")).Where(File.Exists).SelectMany(File.ReadLines).Distinct());
            return new StagingRepository(path);
        });
    }

    /// <summary>Writes a file's bytes.</summary>
    /// <returns>The hash.</returns>
    public string WriteBlob(Stream content) =>
        GitErrors.Translate(Path, () => _repository.ObjectDatabase.Write<Blob>(content, content.Length).Sha);

    /// <summary>Writes a tree of plain files.</summary>
    /// <param name="files">The hash of each, by path with <c>/</c>.</param>
    /// <returns>The hash.</returns>
    public string WriteTree(IReadOnlyDictionary<string, string> files) =>
        GitErrors.Translate(Path, () =>
        {
            var definition = new TreeDefinition();
            foreach ((string path, string blob) in files)
            {
                definition.Add(path, _repository.Lookup<Blob>(new ObjectId(blob)), Mode.NonExecutableFile);
            }

            return _repository.ObjectDatabase.CreateTree(definition).Sha;
        });

    /// <summary>Writes a commit as git writes it.</summary>
    /// <returns>The hash.</returns>
    public string WriteCommit(byte[] content) =>
        GitErrors.Translate(Path, () => _repository.ObjectDatabase.Write<Commit>(content).Sha);

    /// <summary>The files of a commit's tree, by path.</summary>
    /// <exception cref="RepositoryException">It is no commit, or has something that is no plain file.</exception>
    public IReadOnlyDictionary<string, string> ReadFiles(string commit) =>
        GitErrors.Translate(Path, () =>
        {
            var files = new Dictionary<string, string>();
            Add(files, (_repository.FindCommit(commit) ?? throw Odd(commit, "is no commit")).Tree, "", commit);
            return files;
        });

    /// <summary>The number of bytes of a blob.</summary>
    public long SizeOf(string blob) =>
        GitErrors.Translate(Path, () => _repository.ObjectDatabase.RetrieveObjectMetadata(new ObjectId(blob)).Size);

    /// <summary>Opens a blob for reading.</summary>
    public Stream OpenBlob(string blob) =>
        GitErrors.Translate(Path, () => _repository.Lookup<Blob>(new ObjectId(blob)).GetContentStream());

    public void Dispose() => _repository.Dispose();

    private static void WriteLines(string path, string file, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            string place = System.IO.Path.Combine(path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
            File.WriteAllBytes(place, Encoding.UTF8.GetBytes(string.Concat(all.Select(line => line + '\n'))));
        }
    }

    private void Add(Dictionary<string, string> files, Tree tree, string folder, string commit)
    {
        foreach (TreeEntry entry in tree)
        {
            string path = folder + entry.Name;
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                Add(files, (Tree)entry.Target, path + "/", commit);
            }
            else if (entry.Mode is not (Mode.NonExecutableFile or Mode.ExecutableFile) || !files.TryAdd(path, entry.Target.Sha))
            {
                throw Odd(commit, $"has '{path}', which is no plain file");
            }
        }
    }

    private RepositoryException Odd(string commit, string what) =>
        new($"The object {commit} {what}, so that it holds no files of a snapshot.", Path, RepositoryProblem.Unusable);
}
