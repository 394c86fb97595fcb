using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>Keeps model files for a task in direct use.</summary>
internal sealed class ModelFilesInMemory : IModelFiles
{
    private readonly List<(string Name, byte[] Content)> _files = [];

    public IReadOnlyList<string> Names => [.. _files.Select(file => file.Name)];

    public IReadOnlyDictionary<string, DataFile> Hashes => Snapshot.EmptyData;

    public void Save(string name, Action<Stream> write)
    {
        ModelFileName.Check(name);
        using var content = new MemoryStream();
        write(content);
        _files.RemoveAll(file => file.Name == name);
        _files.Add((name, content.ToArray()));
    }

    public Stream Open(string? name)
    {
        int index = name is null ? _files.Count - 1 : _files.FindIndex(file => file.Name == name);
        return index < 0
            ? throw new FileNotFoundException(name is null ? "No model was saved yet." : $"No model file '{name}' was saved yet.", name)
            : new MemoryStream(_files[index].Content, writable: false);
    }

    public string? Folder => null;

    public void Adopt(string path) => Save(Path.GetFileName(path), stream =>
    {
        using FileStream file = File.OpenRead(path);
        file.CopyTo(stream);
    });

    public bool Delete(string name)
    {
        ModelFileName.Check(name);
        return _files.RemoveAll(file => file.Name == name) > 0;
    }
}
