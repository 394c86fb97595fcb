using Flammable.Errors;

namespace Flammable.Verifying;

/// <summary>A folder of the library's cache for a training that is thrown away. It goes when it is disposed, or with the next one when its process was killed.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string LockName = "scratch.lock";

    private readonly FileStream _lock;

    private ScratchFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Makes a folder.</summary>
    /// <param name="cacheFolder">The full path of the library's cache.</param>
    /// <exception cref="SnapshotStoreException">The cache cannot be written.</exception>
    public static ScratchFolder Create(string cacheFolder)
    {
        string place = System.IO.Path.Combine(cacheFolder, "scratch");
        try
        {
            Directory.CreateDirectory(place);
            RemoveAbandoned(place);
            string path = System.IO.Path.Combine(place, Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(path);
            return new ScratchFolder(path, FileLock.Take(System.IO.Path.Combine(path, LockName), CancellationToken.None));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The folder '{place}' cannot be written: {error.Message}", place, StoreProblem.NotWritable, error);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Delete(Path);
    }

    // One that is being made has no lock file yet.
    private static void RemoveAbandoned(string place)
    {
        foreach (string path in Directory.EnumerateDirectories(place).Where(path => File.Exists(System.IO.Path.Combine(path, LockName))))
        {
            try
            {
                FileLock.Wait(
                    () => new FileStream(System.IO.Path.Combine(path, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None),
                    TimeSpan.Zero,
                    CancellationToken.None).Dispose();
                Delete(path);
            }
            catch (Exception error) when (error is TimeoutException or IOException or UnauthorizedAccessException)
            {
                // Somebody works in it.
            }
        }
    }

    // A thread that a cancelled training has left behind may still write: what stays goes with the next folder.
    private static void Delete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
