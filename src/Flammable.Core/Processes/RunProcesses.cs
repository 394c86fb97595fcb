using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Flammable.Processes;

/// <summary>
/// All processes of a run: they are known by the run's mark in their environment, where the system shows it, so that one whose
/// parent has ended is found too.
/// </summary>
/// <param name="runFile">The value of <see cref="RunExchange.RunVariable"/>, which no other run has.</param>
internal sealed class RunProcesses(string runFile)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly byte[] _mark = Encoding.UTF8.GetBytes($"{RunExchange.RunVariable}={runFile}\0");

    /// <summary>Those that live now; the caller disposes them.</summary>
    public IEnumerable<Process> Find() =>
        !Directory.Exists("/proc/self") ? [] :
            from folder in Directory.EnumerateDirectories("/proc")
            let id = int.TryParse(Path.GetFileName(folder), out int number) ? number : 0
            where id > 0 && IsMarked(Path.Combine(folder, "environ"))
            let process = Find(id)
            where process is not null
            select process;

    /// <summary>Kills them, and those that they start meanwhile.</summary>
    public void Kill()
    {
        long start = Stopwatch.GetTimestamp();
        for (bool mayBeMore = true; mayBeMore && Stopwatch.GetElapsedTime(start) < Patience;)
        {
            mayBeMore = false;
            foreach (Process process in Find())
            {
                using (process)
                {
                    KillTree(process);
                    process.WaitForExit(Step);
                    mayBeMore = true;
                }
            }
        }
    }

    /// <summary>Kills a process with its children.</summary>
    public static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception or NotSupportedException)
        {
            // It has ended by itself, or belongs to somebody else.
        }
    }

    private bool IsMarked(string environment)
    {
        try
        {
            return File.ReadAllBytes(environment).AsSpan().IndexOf(_mark) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another user's, or one that has just ended.
            return false;
        }
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
