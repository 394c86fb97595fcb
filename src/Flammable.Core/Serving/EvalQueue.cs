using System.Diagnostics;

namespace Flammable.Serving;

/// <summary>
/// The samples that wait for a worker, first come, first served, and never more than there is room for; and the workers that
/// wait for a sample.
/// </summary>
/// <param name="capacity">How many samples may wait.</param>
internal sealed class EvalQueue(int capacity)
{
    private readonly Queue<EvalCall> _calls = new();
    private readonly List<EvalWorker> _resting = [];
    private readonly SemaphoreSlim _freed = new(0);
    private volatile bool _isClosed;
    private int _gathering;
    private int _waitingForRoom;
    private long _moved = Stopwatch.GetTimestamp();

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
    /// <returns>Whether there was room; there is none after the end.</returns>
    public bool TryAdd(EvalCall call) => TryAdd(call, isWaiting: false);

    /// <summary>Adds a sample as soon as there is room.</summary>
    /// <param name="call">The sample.</param>
    /// <param name="patience">How long to wait; a patient one waits so long each time that the queue moves.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether there was room in time; there is none after the end.</returns>
    public async ValueTask<bool> AddAsync(EvalCall call, TimeSpan patience, CancellationToken cancellation)
    {
        while (!TryAdd(call, isWaiting: true))
        {
            try
            {
                if (_isClosed
                    || (!await _freed.WaitAsync(patience, cancellation).ConfigureAwait(false) && (!call.IsPatient || Stood() >= patience)))
                {
                    return false;
                }
            }
            finally
            {
                lock (_calls)
                {
                    _waitingForRoom--;
                }
            }
        }

        return true;
    }

    /// <summary>Takes what a worker evaluates next. Where there is nothing, the worker rests until it is scheduled for a sample.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="batch">Takes the samples; empty before. A retired worker gets none.</param>
    /// <param name="maxCount">How many at most.</param>
    /// <param name="maxWait">How long to wait for more after the first.</param>
    /// <returns>Whether the worker goes on; one that rests may be at work again already, on another thread.</returns>
    public bool TryTake(EvalWorker worker, List<EvalCall> batch, int maxCount, TimeSpan maxWait)
    {
        EvalWorker? next;
        lock (_calls)
        {
            if (worker.IsRetired)
            {
                return true;
            }

            if (_calls.Count == 0)
            {
                _resting.Add(worker);
                return false;
            }

            TakeWaiting(batch, maxCount);
            Gather(batch, maxCount, maxWait);
            next = _calls.Count > 0 ? Rested() : null;
        }

        next?.Schedule();
        return true;
    }

    /// <summary>Tells that the samples wait for something new: one worker takes the place of another.</summary>
    public void Move() => Volatile.Write(ref _moved, Stopwatch.GetTimestamp());

    /// <summary>Takes a worker out that rests.</summary>
    /// <returns>Whether it rested; if not, it is busy or about to be.</returns>
    public bool TryRemove(EvalWorker worker)
    {
        lock (_calls)
        {
            return _resting.Remove(worker);
        }
    }

    /// <summary>Schedules a worker that rests for a sample that waits: the one that was scheduled for it takes no more.</summary>
    public void Wake()
    {
        EvalWorker? worker;
        lock (_calls)
        {
            worker = _calls.Count > 0 ? Rested() : null;
        }

        worker?.Schedule();
    }

    /// <summary>Takes all samples out that came longer ago than a time; patient ones only where the queue has stood still for so long.</summary>
    public IReadOnlyList<EvalCall> TakeOlderThan(TimeSpan age)
    {
        var old = new List<EvalCall>();
        lock (_calls)
        {
            bool isMoving = Stood() < age;
            for (int left = _calls.Count; left > 0; left--)
            {
                EvalCall call = _calls.Dequeue();
                if (call.Age >= age && !(call.IsPatient && isMoving))
                {
                    old.Add(call);
                }
                else
                {
                    _calls.Enqueue(call);
                }
            }

            TellFreed(old.Count);
        }

        return old;
    }

    /// <summary>Takes all samples out, and lets none in any more.</summary>
    public IReadOnlyList<EvalCall> Close()
    {
        lock (_calls)
        {
            _isClosed = true;
            EvalCall[] left = [.. _calls];
            _calls.Clear();
            TellFreed(_waitingForRoom);
            Monitor.PulseAll(_calls);
            return left;
        }
    }

    private TimeSpan Stood() => Stopwatch.GetElapsedTime(Volatile.Read(ref _moved));

    private bool TryAdd(EvalCall call, bool isWaiting)
    {
        EvalWorker? worker = null;
        lock (_calls)
        {
            if (_isClosed || _calls.Count >= capacity)
            {
                _waitingForRoom += isWaiting ? 1 : 0;
                return false;
            }

            _calls.Enqueue(call);
            if (_gathering > 0)
            {
                Monitor.Pulse(_calls);
            }
            else
            {
                worker = Rested();
            }
        }

        worker?.Schedule();
        return true;
    }

    private void TellFreed(int count)
    {
        if (_waitingForRoom > 0 && count > 0)
        {
            _freed.Release(Math.Min(count, _waitingForRoom));
        }
    }

    private EvalWorker? Rested()
    {
        if (_resting.Count == 0)
        {
            return null;
        }

        // The last one: what it needs is still in the processor's cache.
        EvalWorker worker = _resting[^1];
        _resting.RemoveAt(_resting.Count - 1);
        return worker;
    }

    private void Gather(List<EvalCall> batch, int maxCount, TimeSpan maxWait)
    {
        long start = Stopwatch.GetTimestamp();
        _gathering++;
        while (!_isClosed && batch.Count < maxCount && maxWait - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left && Monitor.Wait(_calls, left))
        {
            TakeWaiting(batch, maxCount);
        }

        _gathering--;
    }

    private void TakeWaiting(List<EvalCall> batch, int maxCount)
    {
        int before = batch.Count;
        while (batch.Count < maxCount && _calls.TryDequeue(out EvalCall? call))
        {
            batch.Add(call);
        }

        TellFreed(batch.Count - before);
        Move();
    }
}
