namespace Flammable.Benchmarks.Fixtures;

/// <summary>A folder that is gone after the measurement.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("flam-bench-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = path;

    /// <summary>The full path of the folder, which exists.</summary>
    public string Path { get; }

    /// <summary>A folder inside this one, made now.</summary>
    public TemporaryFolder Inner(string name) => new(Directory.CreateDirectory(At(name)).FullName);

    /// <summary>The full path of something in the folder.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with its folders.</summary>
    /// <returns>Its full path.</returns>
    public string Write(string name, string content)
    {
        string path = At(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
