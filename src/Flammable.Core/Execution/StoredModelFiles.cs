using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>Keeps model files in a snapshot's folder, until it is closed.</summary>
internal sealed class StoredModelFiles(string folder, IEnumerable<string> names) : IModelFiles
{
    private readonly Lock _lock = new();
    private readonly List<string> _names = [.. names];
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

    /// <summary>From now on files are only read.</summary>
    /// <param name="why">What a task is told that saves one all the same.</param>
    public StoredModelFiles Close(string why)
    {
        _whyClosed = why;
        return this;
    }

    public void Save(string name, Action<Stream> write)
    {
        ModelFileName.Check(name);
        EnsureOpen();
        AtomicFile.Write(
            Path.Combine(folder, name),
            stream =>
            {
                write(stream);
                EnsureOpen();
            });
        lock (_lock)
        {
            _names.Remove(name);
            _names.Add(name);
        }
    }

    public Stream Open(string? name)
    {
        name ??= Names.LastOrDefault()
            ?? throw new FileNotFoundException($"The snapshot in '{folder}' has no model file.");
        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new FileNotFoundException($"The model file '{path}' does not exist.", path);
    }

    public bool Delete(string name)
    {
        ModelFileName.Check(name);
        EnsureOpen();
        if (!Names.Contains(name))
        {
            return false;
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

    private void EnsureOpen()
    {
        if (_whyClosed is { } why)
        {
            throw new InvalidOperationException(why);
        }
    }
}
