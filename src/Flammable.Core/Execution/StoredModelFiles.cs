using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>Keeps model files in a snapshot's folder, until it is closed.</summary>
/// <param name="folder">The full path of the snapshot's folder.</param>
/// <param name="names">The files that are there, in the order of their saving.</param>
/// <param name="hashes">What they were when they were saved, as far as it is known.</param>
internal sealed class StoredModelFiles(string folder, IEnumerable<string> names, IReadOnlyDictionary<string, DataFile>? hashes = null) : IModelFiles
{
    private readonly Lock _lock = new();
    private readonly List<string> _names = [.. names];
    private readonly Dictionary<string, DataFile> _hashes = new(hashes ?? Snapshot.EmptyData);
    private readonly HashSet<string> _abandoned = [];
    private IReadOnlyCollection<string> _kept = [];
    private volatile string? _whyClosed;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _names];
            }
        }
    }

    public IReadOnlyDictionary<string, DataFile> Hashes
    {
        get
        {
            lock (_lock)
            {
                return _hashes.Where(file => _names.Contains(file.Key)).ToDictionary();
            }
        }
    }

    /// <summary>From now on files are only read.</summary>
    /// <param name="why">What a task is told that saves one all the same.</param>
    public StoredModelFiles Close(string why)
    {
        _whyClosed = why;
        return this;
    }

    /// <summary>
    /// Keeps files for a training that is resumed from its checkpoint: deleted meanwhile, they go from the disk with the next
    /// checkpoint.
    /// </summary>
    /// <param name="names">The files that the checkpoint knows.</param>
    public void KeepFor(IReadOnlyCollection<string> names)
    {
        lock (_lock)
        {
            _kept = names;
            foreach (string name in _abandoned.Except(_names))
            {
                AtomicFile.DeleteQuietly(Path.Combine(folder, name));
            }

            _abandoned.Clear();
        }
    }

    public void Save(string name, Action<Stream> write)
    {
        ModelFileName.Check(name);
        EnsureOpen();
        FileHash hash = AtomicFile.WriteHashed(
            Path.Combine(folder, name),
            stream =>
            {
                write(stream);
                EnsureOpen();
            });
        MakeLast(name, hash);
    }

    public string Folder => folder;

    public void Adopt(string path)
    {
        string name = Path.GetFileName(path);
        ModelFileName.Check(name);
        EnsureOpen();
        MakeLast(name, FileHash.Of(path));
    }

    public Stream Open(string? name)
    {
        name ??= Names.LastOrDefault()
            ?? throw new FileNotFoundException($"The snapshot in '{folder}' has no model file.");
        string path = Path.Combine(folder, name);
        if (!Names.Contains(name))
        {
            // Not a model of this snapshot, but perhaps a file that somebody has put beside them.
            return File.Exists(path)
                ? File.OpenRead(path)
                : throw new FileNotFoundException($"The model file '{path}' does not exist.", path);
        }

        FileInfo file = new(path);
        return !file.Exists
            ? throw Gone(name, path)
            : Hashes.GetValueOrDefault(name) is { } saved && saved.Bytes != file.Length
            ? throw new SnapshotStoreException(
                $"The model file '{path}' has {file.Length} bytes; {saved.Bytes} were saved.", path, StoreProblem.ModelDamaged)
            : File.OpenRead(path);
    }

    public bool Delete(string name)
    {
        ModelFileName.Check(name);
        EnsureOpen();
        if (!Names.Contains(name))
        {
            return false;
        }

        lock (_lock)
        {
            if (_kept.Contains(name))
            {
                _abandoned.Add(name);
                return _names.Remove(name);
            }
        }

        string path = Path.Combine(folder, name);
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The model file '{path}' cannot be deleted: {error.Message}", path, StoreProblem.NotWritable, error);
        }

        lock (_lock)
        {
            return _names.Remove(name);
        }
    }

    private SnapshotStoreException Gone(string name, string path) => CopyMark.Read(folder) is { HasArtifacts: false } copied
        ? new($"The model file '{name}' was not copied with the snapshot from '{copied.Source}'.", path, StoreProblem.ModelNotCopied)
        : new($"The model file '{path}' is gone.", path, StoreProblem.ModelDamaged);

    private void MakeLast(string name, FileHash hash)
    {
        lock (_lock)
        {
            _names.Remove(name);
            _names.Add(name);
            _hashes[name] = new DataFile(hash.Sha256, hash.Bytes);
        }
    }

    /// <exception cref="InvalidOperationException">The files are only read by now.</exception>
    public void EnsureOpen()
    {
        if (_whyClosed is { } why)
        {
            throw new InvalidOperationException(why);
        }
    }
}
