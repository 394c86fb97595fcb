using System.Diagnostics;

namespace Flammable.Serving;

/// <summary>The samples that wait for a worker, first come, first served, and never more than there is room for.</summary>
/// <param name="capacity">How many may wait.</param>
internal sealed class EvalQueue(int capacity)
{
    private readonly Queue<EvalCall> _calls = new();
    private readonly SemaphoreSlim _room = new(capacity);

    /// <summary>How many samples wait.</summary>
    public int Count
    {
        get
        {
            lock (_calls)
            {
                return _calls.Count;
            }
        }
    }

    /// <summary>Adds a sample.</summary>
    /// <returns>Whether there was room.</returns>
    public bool TryAdd(EvalCall call)
    {
        if (!_room.Wait(0))
        {
            return false;
        }

        Add(call);
        return true;
    }

    /// <summary>Adds a sample as soon as there is room.</summary>
    /// <param name="call">The sample.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether there was room in time.</returns>
    public async ValueTask<bool> AddAsync(EvalCall call, TimeSpan patience, CancellationToken cancellation)
    {
        if (!await _room.WaitAsync(patience, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        Add(call);
        return true;
    }

    /// <summary>Takes what a worker evaluates next, and waits for it.</summary>
    /// <param name="batch">Takes the samples; empty before.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="maxWait">How long to wait for more after the first.</param>
    /// <param name="isRetired">Whether the worker shall take no more; <see cref="Wake"/> makes it asked again.</param>
    /// <returns>Whether there are any; if not, the worker is retired.</returns>
    public bool Take(List<EvalCall> batch, int maxCount, TimeSpan maxWait, Func<bool> isRetired)
    {
        lock (_calls)
        {
            while (_calls.Count == 0)
            {
                if (isRetired())
                {
                    return false;
                }

                Monitor.Wait(_calls);
            }

            if (isRetired())
            {
                // Its pulse may have been meant for a worker that goes on.
                Monitor.Pulse(_calls);
                return false;
            }

            TakeWaiting(batch, maxCount);
            long start = Stopwatch.GetTimestamp();
            while (batch.Count < maxCount && maxWait - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left && Monitor.Wait(_calls, left))
            {
                TakeWaiting(batch, maxCount);
            }
        }

        _room.Release(batch.Count);
        return true;
    }

    /// <summary>Makes every waiting worker look whether it is retired.</summary>
    public void Wake()
    {
        lock (_calls)
        {
            Monitor.PulseAll(_calls);
        }
    }

    /// <summary>Takes all that wait.</summary>
    public IReadOnlyList<EvalCall> TakeAll()
    {
        lock (_calls)
        {
            EvalCall[] all = [.. _calls];
            _calls.Clear();
            return all;
        }
    }

    private void Add(EvalCall call)
    {
        lock (_calls)
        {
            _calls.Enqueue(call);
            Monitor.Pulse(_calls);
        }
    }

    private void TakeWaiting(List<EvalCall> batch, int maxCount)
    {
        while (batch.Count < maxCount && _calls.TryDequeue(out EvalCall? call))
        {
            batch.Add(call);
        }
    }
}
