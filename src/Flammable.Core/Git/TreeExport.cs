using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>Writes files of a tree to disk as committed: bytes, executable bit, symbolic links.</summary>
internal static class TreeExport
{
    /// <summary>Writes a file, or a folder with all that is in it; it appears whole or not at all.</summary>
    public static void WriteWhole(TreeEntry entry, string destination)
    {
        string unfinished = $"{destination}.{Path.GetRandomFileName()}";
        Write(entry, unfinished);
        if (Directory.Exists(unfinished))
        {
            Directory.Move(unfinished, destination);
        }
        else
        {
            File.Move(unfinished, destination, overwrite: true);
        }
    }

    /// <summary>Writes a file, or a folder with all that is in it.</summary>
    public static void Write(TreeEntry entry, string destination)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        switch (entry.Target)
        {
            case Tree tree:
                Directory.CreateDirectory(destination);
                foreach (TreeEntry inner in tree)
                {
                    Write(inner, Path.Combine(destination, inner.Name));
                }

                break;
            case Blob blob when entry.Mode == Mode.SymbolicLink:
                File.CreateSymbolicLink(destination, blob.GetContentText());
                break;
            case Blob blob:
                WriteFile(blob, entry.Mode, destination);
                break;
            default:
                // A submodule: its files belong to another repository.
                Directory.CreateDirectory(destination);
                break;
        }
    }

    private static void WriteFile(Blob blob, Mode mode, string destination)
    {
        using (Stream content = blob.GetContentStream())
        using (FileStream file = File.Create(destination))
        {
            content.CopyTo(file);
        }

        if (mode == Mode.ExecutableFile && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(destination, File.GetUnixFileMode(destination) | UnixFileMode.UserExecute);
        }
    }
}
