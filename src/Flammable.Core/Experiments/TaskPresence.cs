namespace Flammable.Experiments;

/// <summary>The sign that a task of a library is loaded. As long as one is, nobody clears the cache or moves the library.</summary>
internal static class TaskPresence
{
    private const string FileName = "tasks.lock";

    /// <summary>Shows a task from now on, until the result is disposed or the process ends.</summary>
    /// <returns><see langword="null"/> where the library cannot be written: then nobody clears or moves it either.</returns>
    public static IDisposable? Show(string cacheFolder, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(cacheFolder);
            return FileLock.Wait(
                () => new FileStream(Path.Combine(cacheFolder, FileName), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read),
                Timeout.InfiniteTimeSpan,
                cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps tasks from being loaded, until the result is disposed.</summary>
    /// <returns><see langword="null"/> where a task is loaded.</returns>
    /// <exception cref="IOException">The cache's folder cannot be written.</exception>
    public static IDisposable? TryExclude(string cacheFolder)
    {
        Directory.CreateDirectory(cacheFolder);
        try
        {
            return FileLock.Wait(
                () => new FileStream(Path.Combine(cacheFolder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
                TimeSpan.Zero,
                CancellationToken.None);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
