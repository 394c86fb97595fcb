using Flammable.Errors;

namespace Flammable.Snapshots;

/// <summary>The operating system's lock on a snapshot's folder. It ends with its process, however that ends.</summary>
internal sealed class SnapshotLock : IDisposable
{
    /// <summary>The lock's file name, in the snapshot's folder.</summary>
    public const string FileName = "run.lock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;

    private SnapshotLock(FileStream file) => _file = file;

    /// <summary>Takes the snapshot for a run that writes to it.</summary>
    /// <exception cref="SnapshotStateException">Another run holds it.</exception>
    public static SnapshotLock ForWriting(SnapshotKey key) => Take(key, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the snapshot for a run that only reads it; any number of these go together.</summary>
    /// <exception cref="SnapshotStateException">A run that writes to it holds it.</exception>
    public static SnapshotLock ForReading(SnapshotKey key) => Take(key, FileAccess.Read, FileShare.Read);

    /// <summary>Whether a run that writes to the snapshot is alive.</summary>
    public static bool IsHeld(string snapshotPath) => FileLock.IsHeld(System.IO.Path.Combine(snapshotPath, FileName));

    public void Dispose() => _file.Dispose();

    private static SnapshotLock Take(SnapshotKey key, FileAccess access, FileShare share)
    {
        string path = System.IO.Path.Combine(key.Path, FileName);
        try
        {
            EnsureExists(path);
            // Somebody who only looks whether the lock is free holds it for a moment.
            return new SnapshotLock(FileLock.Wait(() => new FileStream(path, FileMode.Open, access, share), Patience, CancellationToken.None));
        }
        catch (TimeoutException)
        {
            throw new SnapshotStateException(
                $"The snapshot '{key}' is in use by another run.", key.Name, SnapshotStateProblem.InUse);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            throw new SnapshotStoreException(
                $"The snapshot's folder '{key.Path}' cannot be locked: {error.Message}", key.Path, StoreProblem.NotWritable, error);
        }
    }

    private static void EnsureExists(string path)
    {
        if (!File.Exists(path))
        {
            using FileStream created = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
    }
}
