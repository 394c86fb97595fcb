using System.ComponentModel;
using System.Diagnostics;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>Finds the program of a command and starts it.</summary>
internal static class ProgramStart
{
    private const int NotFound = 2;
    private const int NoProgram = 8;
    private const int Busy = 26;

    private static readonly TimeSpan BusyPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Starts a program.</summary>
    /// <param name="command">The command, for messages.</param>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="run">Finds a program that was not captured, such as one in a virtual environment.</param>
    /// <param name="start">The folder to run in, the environment, and which streams are redirected.</param>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static Process Start(CommandLine command, IReadOnlyList<string> arguments, TaskRun run, ProcessStartInfo start)
    {
        bool isPath = ProgramSearch.IsPath(arguments[0]);
        start.FileName = ProgramSearch.Find(arguments[0], start.WorkingDirectory, start.Environment["PATH"])
            ?? (isPath ? run.FindProgram(arguments[0]) : null)
            ?? throw CannotStart(
                command,
                $"'{arguments[0]}' {(isPath ? "does not exist" : "is not on the PATH")}",
                "Install the program or correct its name. A program of the task's folder is named with './' before it.");
        foreach (string argument in arguments.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return StartWhenClosed(start, run.Cancellation);
        }
        catch (Win32Exception error)
        {
            throw CannotStart(command, Reason(error.NativeErrorCode), $"The program is '{start.FileName}'.");
        }
    }

    // The program's file was written for this run. A process that another thread started at that moment holds it open for
    // writing until it becomes a program of its own, and no system but Windows starts such a file: see golang/go#22315.
    private static Process StartWhenClosed(ProcessStartInfo start, CancellationToken cancellation)
    {
        for (long since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return Process.Start(start)!;
            }
            catch (Win32Exception error)
                when (error.NativeErrorCode == Busy && !OperatingSystem.IsWindows() && Stopwatch.GetElapsedTime(since) < BusyPatience)
            {
                cancellation.WaitHandle.WaitOne(BusyPause);
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static string Reason(int error) => error switch
    {
        NotFound => "the program that its first line names does not exist",
        NoProgram => "it is no program: a script names its interpreter in its first line, as in '#!/bin/sh'",
        Busy when !OperatingSystem.IsWindows() => "another process has it open for writing",
        _ => new Win32Exception(error).Message,
    };

    private static CommandFailedException CannotStart(CommandLine command, string reason, string remedy) =>
        new($"the command '{command.Text}' cannot start: {reason}.", remedy, null);
}
