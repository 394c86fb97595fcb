using System.Diagnostics.CodeAnalysis;
using Flammable.Execution;

namespace Flammable.Pipeline;

/// <summary>
/// Carries a run's events to the pipeline thread, in order; of its progress only the newest is kept.
/// </summary>
/// <remarks>
/// A run never waits here: it reports what it prints while it holds the console's lock, which the pipeline thread needs
/// to write to the console. So the queue has no bound; all lines are in <c>run.log</c> too.
/// </remarks>
internal sealed class RunEventQueue : IProgress<RunEvent>
{
    private readonly Queue<RunEvent> _events = new();
    private ProgressEvent? _progress;
    private bool _isClosed;

    /// <summary>Adds an event, from any thread. After <see cref="Close"/> it is dropped.</summary>
    public void Report(RunEvent value)
    {
        lock (_events)
        {
            if (value is ProgressEvent progress)
            {
                _progress = progress;
            }
            else if (!_isClosed)
            {
                _events.Enqueue(value);
            }

            Monitor.PulseAll(_events);
        }
    }

    /// <summary>Ends the queue: what is in it can still be taken, nothing more comes in.</summary>
    public void Close()
    {
        lock (_events)
        {
            _isClosed = true;
            Monitor.PulseAll(_events);
        }
    }

    /// <summary>Waits for the next event.</summary>
    /// <returns>Whether there was one; <see langword="false"/> at the end of a closed queue.</returns>
    public bool TryTake([NotNullWhen(true)] out RunEvent? next)
    {
        lock (_events)
        {
            while (_events.Count == 0 && _progress is null && !_isClosed)
            {
                Monitor.Wait(_events);
            }

            if (!_events.TryDequeue(out next))
            {
                (next, _progress) = (_progress, null);
            }

            return next is not null;
        }
    }
}
