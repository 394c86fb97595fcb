using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Flammable.Experiments;

/// <summary>
/// What the system knows of a file without opening it: size, times, mode, and on Linux also the inode and the time of the
/// last change of any of these, which no program can set. While it stays the same, nobody wrote to the file.
/// </summary>
internal static class FileStamp
{
    /// <summary>The length of a stamp, in bytes.</summary>
    public const int Length = 42;

    /// <summary>Two writes within this time may leave a file with one and the same stamp.</summary>
    public static readonly TimeSpan ClockTick = TimeSpan.FromMilliseconds(100);

    // https://man7.org/linux/man-pages/man2/statx.2.html
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int ChangeTimeOffset = 96;
    private const int WriteTimeOffset = 112;
    private const int TimeLength = 12;

    private static readonly bool HasStatx = OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out _);

    [ThreadStatic]
    private static byte[]? _buffer;

    /// <summary>Takes the stamp of a file or symbolic link.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="stamp">Takes the stamp: <see cref="Length"/> bytes.</param>
    /// <returns>The latest of its times, in UTC; the earliest of all times where the file is gone.</returns>
    public static DateTime Take(string path, Span<byte> stamp)
    {
        stamp[..Length].Clear();
        return HasStatx ? TakeFromSystem(path, stamp) : TakeFromFramework(path, stamp);
    }

    private static DateTime TakeFromSystem(string path, Span<byte> stamp)
    {
        byte[] buffer = _buffer ??= new byte[256];
        if (Statx(CurrentFolder, path, NoFollow, BasicStats, buffer) != 0)
        {
            return DateTime.MinValue;
        }

        buffer.AsSpan(ModeOffset, sizeof(ushort)).CopyTo(stamp);
        buffer.AsSpan(InodeOffset, 2 * sizeof(ulong)).CopyTo(stamp[2..]);
        buffer.AsSpan(ChangeTimeOffset, TimeLength).CopyTo(stamp[18..]);
        buffer.AsSpan(WriteTimeOffset, TimeLength).CopyTo(stamp[30..]);
        DateTime changed = Time(stamp[18..]);
        DateTime written = Time(stamp[30..]);
        return changed > written ? changed : written;
    }

    private static DateTime TakeFromFramework(string path, Span<byte> stamp)
    {
        var file = new FileInfo(path);
        DateTime written = file.LastWriteTimeUtc;
        BinaryPrimitives.WriteInt64LittleEndian(stamp, file.Exists ? file.Length : 0);
        BinaryPrimitives.WriteInt64LittleEndian(stamp[8..], written.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(
            stamp[16..], OperatingSystem.IsWindows() ? (int)file.Attributes : (int)file.UnixFileMode);
        return written;
    }

    private static DateTime Time(ReadOnlySpan<byte> time) =>
        DateTime.UnixEpoch
            .AddSeconds(BitConverter.ToInt64(time))
            .AddTicks(BitConverter.ToUInt32(time[sizeof(long)..]) / 100);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] buffer);
}
