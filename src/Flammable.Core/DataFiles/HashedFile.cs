using System.Security.Cryptography;
using Flammable.Experiments;

namespace Flammable.DataFiles;

/// <summary>The hash of one file as it looked when it was read.</summary>
/// <param name="Stamp">What the file looked like, in hexadecimal digits; empty where a later write could look the same.</param>
/// <param name="Sha256">The SHA-256 of its content, in hexadecimal digits.</param>
/// <param name="Bytes">Its size in bytes.</param>
internal sealed record HashedFile(string Stamp, string Sha256, long Bytes)
{
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

        FileHash hash = Read(path, cancellation);
        return StampOf(path, out _) == stamp
            ? new HashedFile(changed < opened - FileStamp.ClockTick ? stamp : "", hash.Sha256, hash.Bytes)
            : throw new IOException($"The file '{path}' was written to while it was read.");
    }

    private static string StampOf(string path, out DateTime changed)
    {
        Span<byte> stamp = stackalloc byte[FileStamp.Length];
        changed = FileStamp.Take(path, stamp);
        return Convert.ToHexStringLower(stamp);
    }

    // A named pipe has no length either, and opening one waits for its writer.
    private static FileHash Read(string path, CancellationToken cancellation) => new FileInfo(path).Length == 0
        ? new FileHash(Convert.ToHexStringLower(SHA256.HashData([])), 0)
        : FileHash.Of(path, cancellation);
}
