using Flammable.Errors;
using Microsoft.Win32.SafeHandles;

namespace Flammable;

/// <summary>Writes files that are there whole or not at all: a new file, flushed, then renamed over the old one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The full path of the file; its folder exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="toDisk">Whether to wait until the disk has it; not needed for what can be made again.</param>
    /// <exception cref="SnapshotStoreException">The file cannot be written. The old one is as it was.</exception>
    public static void Write(string path, Action<Stream> write, bool toDisk = true) =>
        Write(path, write, file => file.Flush(toDisk));

    /// <summary>Writes a file to the disk, and tells what it has become.</summary>
    /// <param name="path">The full path of the file; its folder exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="SnapshotStoreException">The file cannot be written. The old one is as it was.</exception>
    public static FileHash WriteHashed(string path, Action<Stream> write)
    {
        FileHash hash = default;
        Write(path, write, file =>
        {
            // The disk takes the content while the hash is made of what is still in memory.
            SafeFileHandle handle = file.SafeFileHandle;
            Task flushed = Task.Run(() => RandomAccess.FlushToDisk(handle));
            try
            {
                hash = FileHash.Of(handle);
            }
            finally
            {
                flushed.GetAwaiter().GetResult();
            }
        });
        return hash;
    }

    /// <summary>Deletes a file that is of no use any more; one that cannot be deleted does no harm.</summary>
    public static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Deletes what a process has left behind that was killed while it wrote a file; nobody may be writing it.</summary>
    public static void DeleteUnfinished(string path)
    {
        try
        {
            Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(path)!, TemporaryName(path, "*")), DeleteQuietly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string TemporaryName(string path, string unique) => $".{Path.GetFileName(path)}.{unique}.tmp";

    private static void Write(string path, Action<Stream> write, Action<FileStream> finish)
    {
        string temporary = Path.Combine(Path.GetDirectoryName(path)!, TemporaryName(path, Path.GetRandomFileName()));
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                write(file);
                finish(file);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The file '{path}' cannot be written: {error.Message}", path, StoreProblem.NotWritable, error);
        }
        finally
        {
            // Gone already where the rename went well.
            DeleteQuietly(temporary);
        }
    }
}
