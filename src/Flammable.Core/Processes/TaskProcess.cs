using System.Diagnostics;
using Flammable.Environments;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>The running program of a task. It ends with this process at the latest.</summary>
internal sealed class TaskProcess : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InterruptPause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan OutputPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly CommandLine _command;
    private readonly Process _process;
    private readonly ProcessTree _tree;
    private readonly OutputReader[] _readers = [];
    private readonly PrintedLines _printed = new();

    private TaskProcess(CommandLine command, Process process, RunProcesses run, RunLog? log)
    {
        _command = command;
        _process = process;
        _tree = new ProcessTree(process, run);
        if (log is not null)
        {
            _printed.GoTo(log);
            _readers = [Reader(process.StandardOutput), Reader(process.StandardError)];
        }

        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        Array.ForEach(_readers, reader => reader.Start());
    }

    /// <summary>Starts the program.</summary>
    /// <param name="command">The command, for messages.</param>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="folder">The full path of the folder to run in.</param>
    /// <param name="run">Finds a program that was not captured, such as one in a virtual environment.</param>
    /// <param name="setVariables">Puts the run's variables into the program's environment.</param>
    /// <param name="log">Takes what the program prints; <see langword="null"/> to let it print where this process does.</param>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
    public static TaskProcess Start(
        CommandLine command,
        IReadOnlyList<string> arguments,
        string folder,
        TaskRun run,
        Action<IDictionary<string, string?>> setVariables,
        RunLog? log)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = log is not null,
            RedirectStandardError = log is not null,
        };
        setVariables(start.Environment);
        Process process = ProgramStart.Start(command, arguments, run, start);
        process.StandardInput.Close();
        return new TaskProcess(command, process, new RunProcesses(start.Environment[RunExchange.RunVariable]!), log);
    }

    /// <summary>The most memory that the program has taken so far, in bytes; <see langword="null"/> where it has ended.</summary>
    public long? PeakMemory => Computer.PeakMemoryBytes(_process);

    /// <summary>Waits until the program has ended and its output is read.</summary>
    /// <param name="poll">Is called about ten times a second meanwhile.</param>
    /// <param name="stopTimeout">How long the program may take to end where it is cancelled.</param>
    /// <param name="cancellation">Stops the program.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void WaitForEnd(Action poll, TimeSpan stopTimeout, CancellationToken cancellation)
    {
        try
        {
            Task exited = _process.WaitForExitAsync(CancellationToken.None);
            do
            {
                ThrowWhereOutputIsLost();
                poll();
            }
            while (Task.WaitAny([exited], (int)Interval.TotalMilliseconds, cancellation) < 0);

            WaitForOutput(cancellation);
            if (_process.ExitCode != 0)
            {
                // Ctrl+C at a terminal reaches the program and us at the same time, and in any order.
                cancellation.WaitHandle.WaitOne(InterruptPause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            _tree.Stop(stopTimeout);
            WaitForOutput(CancellationToken.None);
            throw;
        }
        catch
        {
            _tree.Kill();
            throw;
        }
    }

    /// <summary>Makes sure that the program has succeeded.</summary>
    /// <exception cref="CommandFailedException">It has not.</exception>
    public void EnsureSucceeded()
    {
        int exitCode = _process.ExitCode;
        if (exitCode != 0)
        {
            throw new CommandFailedException($"the command '{_command.Text}' {Signal.DescribeEnd(exitCode)}.", _printed.Last, exitCode);
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        _process.Dispose();
    }

    // Whoever has stopped the run does not wait for it longer than the program should take to end.
    private void OnProcessExit(object? sender, EventArgs e) => _tree.TryKill();

    private OutputReader Reader(StreamReader stream) => new(stream.BaseStream, _printed.Take);

    // A process that the program has left behind may hold its streams open for ever: once it is silent, nobody waits for it.
    private void WaitForOutput(CancellationToken cancellation)
    {
        Task end = Task.WhenAll(_readers.Select(reader => reader.Completion));
        long start = Stopwatch.GetTimestamp();
        for (long length = -1; !end.IsCompleted && Stopwatch.GetElapsedTime(start) < OutputPatience;)
        {
            long before = length;
            length = _readers.Sum(reader => reader.Length);
            if (length == before)
            {
                return;
            }

            Task.WaitAny([end], (int)OutputPause.TotalMilliseconds, cancellation);
        }

        ThrowWhereOutputIsLost();
    }

    // A program whose output nobody takes any more would wait for ever.
    private void ThrowWhereOutputIsLost()
    {
        foreach (OutputReader reader in _readers.Where(reader => reader.Completion.IsFaulted))
        {
            reader.Completion.GetAwaiter().GetResult();
        }
    }
}
