using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>The model files of a snapshot as an imported task sees them: read from its folder, saved into memory alone.</summary>
/// <param name="snapshot">The snapshot.</param>
internal sealed class ImportedModelFiles(Snapshot snapshot) : IModelFiles
{
    private readonly List<string> _stored = [.. snapshot.ModelFiles];
    private readonly ModelFilesInMemory _saved = new();

    public IReadOnlyList<string> Names => [.. _stored, .. _saved.Names];

    // A program gets copies of the files: it must not write to the snapshot's own folder.
    public string? Folder => null;

    public void Save(string name, Action<Stream> write)
    {
        _saved.Save(name, write);
        _stored.Remove(name);
    }

    public Stream Open(string? name)
    {
        name ??= Names.LastOrDefault()
            ?? throw new FileNotFoundException($"The snapshot '{snapshot}' has no model file.");
        return _stored.Contains(name) ? OpenStored(name) : _saved.Open(name);
    }

    public void Adopt(string path)
    {
        _saved.Adopt(path);
        _stored.Remove(Path.GetFileName(path));
    }

    public bool Delete(string name) => _saved.Delete(name) || _stored.Remove(name);

    private FileStream OpenStored(string name)
    {
        string path = Path.Combine(snapshot.Path, name);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotStoreException(
                $"The model file '{path}' of snapshot '{snapshot}' is gone.", path, StoreProblem.Damaged, error);
        }
    }
}
