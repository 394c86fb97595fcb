using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Flammable;

/// <summary>The content of a file, in short.</summary>
/// <param name="Sha256">Its SHA-256, in hexadecimal digits.</param>
/// <param name="Bytes">Its length in bytes.</param>
internal readonly record struct FileHash(string Sha256, long Bytes)
{
    private const int BlockSize = 1 << 20;

    /// <summary>Reads a file from its beginning to its end.</summary>
    /// <param name="path">The full path of the file; others may write to it meanwhile.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="IOException">It is gone or cannot be read.</exception>
    public static FileHash Of(string path, CancellationToken cancellation = default)
    {
        using SafeFileHandle file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        return Of(file, cancellation);
    }

    /// <summary>Reads an open file from its beginning to its end.</summary>
    public static FileHash Of(SafeFileHandle file, CancellationToken cancellation = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockSize];
        long bytes = 0;
        for (int read; (read = RandomAccess.Read(file, block, bytes)) > 0; bytes += read)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        return new FileHash(Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
