using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Flammable.Processes;

/// <summary>
/// A program with all processes that it started. They are known by the run's mark in their environment, where the system
/// shows it, so that one whose parent has ended is found too.
/// </summary>
/// <param name="root">The program.</param>
/// <param name="mark">A variable and its value that no other process has.</param>
internal sealed class ProcessTree(Process root, string mark)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(1);

    private readonly byte[] _mark = Encoding.UTF8.GetBytes(mark + '\0');

    /// <summary>Asks the program to end, then what it has left behind, and kills what does not.</summary>
    /// <param name="timeout">How long they may take.</param>
    public void Stop(TimeSpan timeout)
    {
        if (OperatingSystem.IsWindows())
        {
            // There is no console that it shares with us for sure, and nothing else to ask a program with.
            Kill();
            return;
        }

        // A user who asks a second time does not wait; after this the signal does what it did before.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, KillAtOnce);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, KillAtOnce);
        long start = Stopwatch.GetTimestamp();
        var asked = new HashSet<int>();
        while (Ask(asked) && Stopwatch.GetElapsedTime(start) < timeout)
        {
            Thread.Sleep(Step);
        }

        Kill();
    }

    /// <summary>Kills all that is left.</summary>
    public void Kill()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            KillTree(root);
            foreach (Process left in Left())
            {
                using (left)
                {
                    KillTree(left);
                }
            }
        }
        while (IsAlive() && Stopwatch.GetElapsedTime(start) < KillPatience);
    }

    private void KillAtOnce(PosixSignalContext signal)
    {
        try
        {
            Kill();
        }
        catch (InvalidOperationException)
        {
            // The program has ended meanwhile, and nobody holds it any more.
        }
    }

    // The program may need its helpers to end in good order, so that these are asked after it.
    private bool Ask(HashSet<int> asked)
    {
        if (!root.HasExited)
        {
            AskOnce(root, asked);
            return true;
        }

        Process[] left = [.. Left()];
        foreach (Process process in left)
        {
            using (process)
            {
                AskOnce(process, asked);
            }
        }

        return left.Length > 0;
    }

    private static void AskOnce(Process process, HashSet<int> asked)
    {
        if (asked.Add(process.Id))
        {
            Signal.AskToEnd(process);
        }
    }

    private bool IsAlive()
    {
        if (!root.WaitForExit(Step))
        {
            return true;
        }

        Process[] left = [.. Left()];
        Array.ForEach(left, process => process.Dispose());
        return left.Length > 0;
    }

    private static void KillTree(Process process)
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

    private IEnumerable<Process> Left() =>
        !Directory.Exists("/proc/self") ? [] :
            from folder in Directory.EnumerateDirectories("/proc")
            let id = int.TryParse(Path.GetFileName(folder), out int number) ? number : 0
            where id > 0 && id != root.Id && IsMarked(Path.Combine(folder, "environ"))
            let process = Find(id)
            where process is not null
            select process;

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
