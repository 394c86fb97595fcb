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

    /// <summary>How a program ended, as the end of a sentence: its exit code, or the signal as in <c>signal 9 (SIGKILL)</c>.</summary>
    public static string DescribeEnd(int exitCode)
    {
        int number = exitCode - FirstExitCode;
        return OperatingSystem.IsWindows() || number <= 0 || number >= Names.Length ? $"ended with exit code {exitCode}"
            : Names[number] is { } name ? $"was ended by signal {number} ({name})"
            : $"was ended by signal {number}";
    }

    /// <summary>Asks a process to end.</summary>
    public static void AskToEnd(Process process) => _ = Kill(process.Id, Terminate);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
