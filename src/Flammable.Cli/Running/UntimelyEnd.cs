using Flammable.Cli.Errors;

namespace Flammable.Cli.Running;

/// <summary>Says so, and leaves with the code of a failed task, where a task ends the process while a command still runs.</summary>
internal sealed class UntimelyEnd : IDisposable
{
    private readonly Terminal _terminal;

    /// <summary>Watches from now on.</summary>
    /// <param name="terminal">Takes the message.</param>
    public UntimelyEnd(Terminal terminal)
    {
        _terminal = terminal;
        AppDomain.CurrentDomain.ProcessExit += Tell;
    }

    /// <summary>The command has ended: the process may.</summary>
    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= Tell;

    private void Tell(object? sender, EventArgs e)
    {
        _terminal.EraseLine();
        _terminal.Error.WriteLine("flam: The task ended the process before it was done.");
        Environment.ExitCode = ExitCode.TaskFailed;
    }
}
