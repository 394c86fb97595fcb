namespace Flammable.Execution;

/// <summary>Keeps model files in a snapshot's folder.</summary>
internal sealed class StoredModelFiles(string folder, IEnumerable<string> names) : IModelFiles
{
    private static readonly string[] Reserved = ["snapshot.json", "metrics.jsonl", "run.log", "run.lock"];

    private readonly Lock _lock = new();
    private readonly List<string> _names = [.. names];

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

    public void Save(string name, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name != Path.GetFileName(name) || name.StartsWith('.') || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                $"'{name}' cannot name a model file: it has a folder in it, begins with a dot, or is a name that Flammable uses itself.", nameof(name));
        }

        AtomicFile.Write(Path.Combine(folder, name), write);
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
}
