using System.Runtime.InteropServices;

namespace Flammable.Cli.Running;

/// <summary>Turns Ctrl+C and SIGTERM into a cancellation; the second one ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        // The second time the signal does what it does by default: not even a task's own exit handlers can hold it up.
        signal.Cancel = !_source.IsCancellationRequested;
        try
        {
            _source.Cancel();
        }
        catch (AggregateException)
        {
            // A callback that a task registered threw. The run ends all the same, and nobody waits for the callback's result.
        }
    }
}
