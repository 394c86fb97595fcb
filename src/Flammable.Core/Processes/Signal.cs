using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flammable.Processes;

/// <summary>Signals of Unix.</summary>
internal static class Signal
{
    private const int Terminate = 15;
    private const int FirstExitCode = 128;

    private static readonly string?[] Names =
    [
        null, "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", null, "SIGFPE", "SIGKILL", null, "SIGSEGV", null, "SIGPIPE", "SIGALRM", "SIGTERM",
    ];

    /// <summary>The signal that ended a process, as in <c>signal 9 (SIGKILL)</c>; <see langword="null"/> where none did.</summary>
    public static string? In(int exitCode)
    {
        int number = exitCode - FirstExitCode;
        return !OperatingSystem.IsWindows() && number > 0 && number < Names.Length
            ? Names[number] is { } name ? $"signal {number} ({name})" : $"signal {number}"
            : null;
    }

    /// <summary>Asks a process to end.</summary>
    public static void AskToEnd(Process process) => _ = Kill(process.Id, Terminate);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
