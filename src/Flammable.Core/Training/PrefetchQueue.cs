using System.Runtime.ExceptionServices;

namespace Flammable.Training;

/// <summary>Hands samples from one thread to another. Neither allocates for a sample.</summary>
/// <param name="capacity">How many samples wait at most.</param>
internal sealed class PrefetchQueue<T>(int capacity)
{
    // Not a Lock: its waiting threads could not be pulsed.
    private readonly object _lock = new();
    private readonly Queue<T> _samples = new();
    private ExceptionDispatchInfo? _error;
    private bool _isStopped;
    private bool _isFilled;

    /// <summary>Reads the source to its end, to its first exception or until the queue is stopped.</summary>
    public void Fill(IEnumerable<T> source)
    {
        ExceptionDispatchInfo? error = null;
        try
        {
            foreach (T sample in source)
            {
                if (!TryAdd(sample))
                {
                    break;
                }
            }
        }
        catch (Exception thrown)
        {
            error = ExceptionDispatchInfo.Capture(thrown);
        }

        lock (_lock)
        {
            _error = error;
            _isFilled = true;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Takes the next sample, and waits for it.</summary>
    /// <returns>Whether there was one; <see langword="false"/> at the end of the source.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public bool TryTake(out T sample, CancellationToken cancellation)
    {
        lock (_lock)
        {
            cancellation.ThrowIfCancellationRequested();
            while (_samples.Count == 0 && !_isFilled)
            {
                Monitor.Wait(_lock);
                cancellation.ThrowIfCancellationRequested();
            }

            if (_samples.TryDequeue(out sample!))
            {
                Monitor.PulseAll(_lock);
                return true;
            }

            _error?.Throw();
            return false;
        }
    }

    /// <summary>Ends the filling and waits until the source is closed, unless that is cancelled.</summary>
    public void Stop(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _isStopped = true;
            Monitor.PulseAll(_lock);
            while (!_isFilled && !cancellation.IsCancellationRequested)
            {
                Monitor.Wait(_lock);
            }
        }
    }

    /// <summary>Lets waiting threads look at their cancellation.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            Monitor.PulseAll(_lock);
        }
    }

    private bool TryAdd(T sample)
    {
        lock (_lock)
        {
            while (_samples.Count >= capacity && !_isStopped)
            {
                Monitor.Wait(_lock);
            }

            if (_isStopped)
            {
                return false;
            }

            _samples.Enqueue(sample);
            Monitor.PulseAll(_lock);
            return true;
        }
    }
}
