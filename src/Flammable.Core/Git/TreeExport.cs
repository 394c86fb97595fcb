using System.Buffers;
using System.Text;
using Flammable.Errors;
using LibGit2Sharp;
using Microsoft.Win32.SafeHandles;

namespace Flammable.Git;

/// <summary>Writes files of a tree to disk as committed: bytes, executable bit, symbolic links.</summary>
internal static class TreeExport
{
    private const int BufferSize = 1 << 16;
    private const UnixFileMode Readers = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>Writes the content of a file that does not exist yet.</summary>
    /// <param name="content">What <see cref="Blob.GetContentStream()"/> gives.</param>
    /// <param name="mode">The file's mode in git.</param>
    /// <param name="destination">The full path of the file, whose folder exists.</param>
    public static void WriteFile(Stream content, Mode mode, string destination)
    {
        // A handle rather than a stream: a stream asks the system more about each file than it takes to write it.
        using SafeFileHandle file = File.OpenHandle(destination, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        long written = 0;
        for (int count = content.Read(buffer); count > 0; count = content.Read(buffer))
        {
            RandomAccess.Write(file, buffer.AsSpan(0, count), written);
            written += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        if (mode == Mode.ExecutableFile && !OperatingSystem.IsWindows())
        {
            // Who may read it may execute it: what git's own file would have after the process's umask.
            UnixFileMode given = File.GetUnixFileMode(file);
            File.SetUnixFileMode(file, given | (UnixFileMode)((int)(given & Readers) >> 2));
        }
    }

    /// <summary>What a symbolic link says.</summary>
    /// <param name="content">The link's content.</param>
    /// <param name="path">The link's path, for the error.</param>
    /// <exception cref="RepositoryException">It is no UTF-8, so that .NET cannot write it.</exception>
    public static string LinkTarget(Stream content, string path)
    {
        byte[] bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw new RepositoryException(
                $"The symbolic link '{path}' leads to a name that is not UTF-8, so that it cannot be written.", path, RepositoryProblem.Unusable, error);
        }
    }

    private static void Write(TreeEntry entry, string destination)
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
            case Blob blob:
                using (Stream content = blob.GetContentStream())
                {
                    if (entry.Mode == Mode.SymbolicLink)
                    {
                        File.CreateSymbolicLink(destination, LinkTarget(content, entry.Path));
                    }
                    else
                    {
                        WriteFile(content, entry.Mode, destination);
                    }
                }

                break;
            default:
                // A submodule: its files belong to another repository.
                Directory.CreateDirectory(destination);
                break;
        }
    }
}
