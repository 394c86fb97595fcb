using Flammable.Errors;

namespace Flammable.Experiments;

/// <summary>The right to check and capture a folder of code: one training has it, the next ones wait.</summary>
internal static class FolderTurn
{
    /// <summary>Waits for the turn; it ends when the result is disposed, or with the process.</summary>
    public static IDisposable Wait(string cacheFolder, string codeFolder, CancellationToken cancellation)
    {
        string locks = Path.Combine(cacheFolder, "locks");
        try
        {
            Directory.CreateDirectory(locks);
            return FileLock.Take(Path.Combine(locks, CacheName.Of(codeFolder)), cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The library's folder '{cacheFolder}' cannot be written: {error.Message}", cacheFolder, StoreProblem.NotWritable, error);
        }
    }
}
