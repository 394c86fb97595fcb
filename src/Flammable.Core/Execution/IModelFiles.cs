using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>Where a task's model files are kept.</summary>
internal interface IModelFiles
{
    /// <summary>The names in the order of their saving.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>What each file was when it was saved, by name; nothing where nobody will ask.</summary>
    IReadOnlyDictionary<string, DataFile> Hashes { get; }

    /// <summary>Saves a file, whole or not at all.</summary>
    void Save(string name, Action<Stream> write);

    /// <summary>Opens a file; the last one where no name is given.</summary>
    Stream Open(string? name);

    /// <summary>The full path of the folder that they are in; <see langword="null"/> where they are in none.</summary>
    string? Folder { get; }

    /// <summary>Takes over a file that another program has written; in the folder, where there is one.</summary>
    /// <param name="path">The full path of the file.</param>
    void Adopt(string path);

    /// <summary>Deletes a file.</summary>
    /// <returns>Whether there was one.</returns>
    bool Delete(string name);
}
