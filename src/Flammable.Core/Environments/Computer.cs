using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Flammable.Environments;

/// <summary>What the system tells of the computer without starting a program.</summary>
internal static class Computer
{
    /// <summary>The processor's name; <see langword="null"/> where the system does not tell.</summary>
    public static string? CpuModel() =>
        OperatingSystem.IsLinux() ? Field("/proc/cpuinfo", "model name")
        : OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        : OperatingSystem.IsMacOS() ? SystemText("machdep.cpu.brand_string")
        : null;

    /// <summary>The physical memory, in bytes; what the process may use of it where the system does not tell.</summary>
    public static long MemoryBytes() =>
        OperatingSystem.IsLinux() && Kilobytes(Field("/proc/meminfo", "MemTotal")) is { } memory
            ? memory
            : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The most memory that this process has taken since its start, in bytes; <see langword="null"/> where the system does not tell.</summary>
    public static long? PeakMemoryBytes()
    {
        using Process process = Process.GetCurrentProcess();
        return PeakMemoryBytes(process);
    }

    /// <summary>The most memory that a process has taken since its start, in bytes; <see langword="null"/> where the system does not tell, or the process has ended.</summary>
    public static long? PeakMemoryBytes(Process process)
    {
        if (OperatingSystem.IsLinux())
        {
            return Kilobytes(Field(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/status"), "VmHWM"));
        }

        try
        {
            process.Refresh();
            return process.PeakWorkingSet64 is > 0 and long peak ? peak : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // https://man7.org/linux/man-pages/man5/proc.5.html: lines of the form "name : value".
    private static string? Field(string file, string name)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
                && line.IndexOf(':') is >= 0 and int colon
                ? line[(colon + 1)..].Trim()
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? Kilobytes(string? text) =>
        text is not null && long.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number * 1024 : null;

    private static string? SystemText(string name)
    {
        byte[] text = new byte[256];
        nint length = text.Length;
        return SysctlByName(name, text, ref length, 0, 0) == 0 ? Encoding.UTF8.GetString(text, 0, (int)length).TrimEnd('\0') : null;
    }

    // https://developer.apple.com/library/archive/documentation/System/Conceptual/ManPages_iPhoneOS/man3/sysctlbyname.3.html
    [DllImport("libc", EntryPoint = "sysctlbyname")]
    private static extern int SysctlByName(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [Out] byte[] value, ref nint length, nint newValue, nint newLength);
}
