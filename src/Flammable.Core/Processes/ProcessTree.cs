using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Flammable.Processes;

/// <summary>A program with all processes that it started.</summary>
/// <param name="root">The program.</param>
/// <param name="run">The processes of its run.</param>
internal sealed class ProcessTree(Process root, RunProcesses run)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(1);

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
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => TryKill());
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => TryKill());
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
        RunProcesses.KillTree(root);
        run.Kill();
        root.WaitForExit(KillPatience);
    }

    /// <summary>Kills all that is left, where somebody else may be doing so.</summary>
    public void TryKill()
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

        Process[] left = [.. run.Find()];
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
}
