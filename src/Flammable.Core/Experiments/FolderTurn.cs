using System.Security.Cryptography;
using System.Text;
using Flammable.Errors;

namespace Flammable.Experiments;

/// <summary>The right to check and capture a folder of code: one training has it, the next ones wait.</summary>
internal static class FolderTurn
{
    /// <summary>Waits for the turn; it ends when the result is disposed, or with the process.</summary>
    public static IDisposable Wait(string cacheFolder, string codeFolder, CancellationToken cancellation)
    {
        string locks = Path.Combine(cacheFolder, "locks");
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(codeFolder)))[..32];
        try
        {
            Directory.CreateDirectory(locks);
            return FileLock.Wait(
                () => new FileStream(Path.Combine(locks, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
                Timeout.InfiniteTimeSpan,
                cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The library's folder '{cacheFolder}' cannot be written: {error.Message}", cacheFolder, StoreProblem.NotWritable, error);
        }
    }
}
