using System.ComponentModel;
using System.Diagnostics;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>Finds the program of a command and starts it.</summary>
internal static class ProgramStart
{
    private const int NotFound = 2;
    private const int NoProgram = 8;

    /// <summary>Starts a program.</summary>
    /// <param name="command">The command, for messages.</param>
    /// <param name="arguments">The program and its arguments.</param>
    /// <param name="run">Finds a program that was not captured, such as one in a virtual environment.</param>
    /// <param name="start">The folder to run in, the environment, and which streams are redirected.</param>
    /// <exception cref="CommandFailedException">It cannot start.</exception>
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
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw CannotStart(command, Reason(error.NativeErrorCode), $"The program is '{start.FileName}'.");
        }
    }

    private static string Reason(int error) => error switch
    {
        NotFound => "the program that its first line names does not exist",
        NoProgram => "it is no program: a script names its interpreter in its first line, as in '#!/bin/sh'",
        _ => new Win32Exception(error).Message,
    };

    private static CommandFailedException CannotStart(CommandLine command, string reason, string remedy) =>
        new($"the command '{command.Text}' cannot start: {reason}.", remedy, null);
}
