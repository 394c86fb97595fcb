using System.Security.Cryptography;
using Flammable.Experiments;

namespace Flammable.DataFiles;

/// <summary>The hash of one file as it looked when it was read.</summary>
/// <param name="Stamp">What the file looked like, in hexadecimal digits; empty where a later write could look the same.</param>
/// <param name="Sha256">The SHA-256 of its content, in hexadecimal digits.</param>
/// <param name="Bytes">Its size in bytes.</param>
internal sealed record HashedFile(string Stamp, string Sha256, long Bytes)
{
    private const int BlockSize = 1 << 20;

    /// <summary>Hashes a file, unless it looks as it did when it was hashed last.</summary>
    /// <param name="path">The file's full path, which leads through no symbolic link at its end.</param>
    /// <param name="known">What was found last.</param>
    /// <param name="cancellation">Ends the hashing.</param>
    /// <exception cref="IOException">It is gone, cannot be read, or was written to meanwhile.</exception>
    public static HashedFile Of(string path, HashedFile? known, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        DateTime opened = DateTime.UtcNow;
        string stamp = StampOf(path, out DateTime changed);
        if (known is not null && known.Stamp == stamp)
        {
            return known;
        }

        (string sha256, long bytes) = Read(path, cancellation);
        return StampOf(path, out _) == stamp
            ? new HashedFile(changed < opened - FileStamp.ClockTick ? stamp : "", sha256, bytes)
            : throw new IOException($"The file '{path}' was written to while it was read.");
    }

    private static string StampOf(string path, out DateTime changed)
    {
        Span<byte> stamp = stackalloc byte[FileStamp.Length];
        changed = FileStamp.Take(path, stamp);
        return Convert.ToHexStringLower(stamp);
    }

    private static (string Sha256, long Bytes) Read(string path, CancellationToken cancellation)
    {
        // A named pipe has this length too, and opening one waits for its writer.
        if (new FileInfo(path).Length == 0)
        {
            return (Convert.ToHexStringLower(SHA256.HashData([])), 0);
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockSize];
        long bytes = 0;
        for (int read; (read = RandomAccess.Read(file, block, bytes)) > 0; bytes += read)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
