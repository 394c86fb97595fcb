namespace Flammable.Transfer;

/// <summary>A file of a snapshot on its way.</summary>
/// <param name="Path">The path in the snapshot's folder, with <c>/</c>.</param>
/// <param name="Length">The number of bytes.</param>
/// <param name="Open">Opens it for reading.</param>
internal sealed record CopiedFile(string Path, long Length, Func<Stream> Open)
{
    /// <summary>A file of a folder.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="path">The path in it, with <c>/</c>.</param>
    public static CopiedFile OnDisk(string folder, string path)
    {
        string full = System.IO.Path.Combine(folder, path);
        return new CopiedFile(path, new FileInfo(full).Length, () => File.OpenRead(full));
    }

    /// <summary>Writes it into a folder, and waits until the disk has it.</summary>
    /// <param name="folder">The folder's full path.</param>
    public void WriteTo(string folder)
    {
        string full = System.IO.Path.Combine(folder, Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        AtomicFile.Write(full, stream =>
        {
            using Stream content = Open();
            content.CopyTo(stream);
        });
    }
}
