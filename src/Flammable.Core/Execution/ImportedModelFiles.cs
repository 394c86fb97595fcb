using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>The model files of a snapshot as an imported task sees them: read from its folder, saved into memory alone.</summary>
/// <param name="snapshot">The snapshot.</param>
internal sealed class ImportedModelFiles(Snapshot snapshot) : IModelFiles
{
    private readonly StoredModelFiles _stored = new(snapshot.Path, snapshot.ModelFiles, snapshot.ModelHashes);
    private readonly List<string> _names = [.. snapshot.ModelFiles];
    private readonly ModelFilesInMemory _saved = new();

    public IReadOnlyList<string> Names => [.. _names, .. _saved.Names];

    public IReadOnlyDictionary<string, DataFile> Hashes => Snapshot.EmptyData;

    // A program gets copies of the files: it must not write to the snapshot's own folder.
    public string? Folder => null;

    public void Save(string name, Action<Stream> write)
    {
        _saved.Save(name, write);
        _names.Remove(name);
    }

    public Stream Open(string? name)
    {
        name ??= Names.LastOrDefault()
            ?? throw new FileNotFoundException($"The snapshot '{snapshot}' has no model file.");
        return _names.Contains(name) ? _stored.Open(name) : _saved.Open(name);
    }

    public void Adopt(string path)
    {
        _saved.Adopt(path);
        _names.Remove(Path.GetFileName(path));
    }

    public bool Delete(string name) => _saved.Delete(name) || _names.Remove(name);
}
