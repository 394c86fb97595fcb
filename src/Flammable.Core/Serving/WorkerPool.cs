using System.Diagnostics;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Serving;

/// <summary>The workers of one served snapshot. One that hangs is given up, and another takes its place.</summary>
internal sealed class WorkerPool
{
    // A model may take longer to load than a sample to evaluate; how long, the first loading has shown.
    private const int LoadSlack = 10;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ServedSnapshot _served;
    private readonly EvalQueue _queue;
    private readonly ServingOptions _options;
    private readonly WorkerCounts _counts;
    private readonly IProgress<RunEvent>? _events;
    private readonly TimeSpan _loadPatience;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _retirement = new();
    private readonly List<EvalWorker> _workers;
    private Action<int> _evaluated = _ => { };
    private bool _isLoading;
    private long? _lastFailure;

    private WorkerPool(
        ServedSnapshot served,
        List<EvalWorker> workers,
        EvalQueue queue,
        ServingOptions options,
        WorkerCounts counts,
        IProgress<RunEvent>? events,
        TimeSpan loaded)
    {
        _served = served;
        _workers = workers;
        _queue = queue;
        _options = options;
        _counts = counts;
        _events = events;
        _loadPatience = options.LoadPatience + (LoadSlack * loaded);
        ReadsCsv = workers[0].ReadsCsv;
    }

    /// <summary>The snapshot that is served.</summary>
    public Snapshots.Snapshot Snapshot => _served.Snapshot;

    /// <summary>Whether the task makes samples of CSV.</summary>
    public bool ReadsCsv { get; }

    /// <summary>Whether a worker is there.</summary>
    public bool HasWorkers
    {
        get
        {
            lock (_lock)
            {
                return _workers.Count > 0;
            }
        }
    }

    /// <summary>How many samples are being evaluated.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _workers.Sum(worker => worker.Running);
            }
        }
    }

    /// <summary>Loads the workers; none of them begins.</summary>
    /// <exception cref="FlammableException">The task or its model cannot be loaded.</exception>
    public static WorkerPool Load(
        ServedSnapshot served,
        EvalQueue queue,
        ServingOptions options,
        WorkerCounts counts,
        IProgress<RunEvent>? events,
        CancellationToken cancellation)
    {
        var workers = new List<EvalWorker>();
        long start = Stopwatch.GetTimestamp();
        try
        {
            while (workers.Count < options.Workers)
            {
                workers.Add(served.LoadWorker(queue, options, cancellation));
            }

            return new WorkerPool(served, workers, queue, options, counts, events, Stopwatch.GetElapsedTime(start));
        }
        catch
        {
            foreach (EvalWorker worker in workers)
            {
                worker.Discard();
                served.Release();
            }

            served.Release();
            throw;
        }
    }

    /// <summary>Lets the workers begin.</summary>
    /// <param name="evaluated">Told how many samples were evaluated together.</param>
    public void Start(Action<int> evaluated)
    {
        lock (_lock)
        {
            _evaluated = evaluated;
            _workers.ForEach(Start);
        }
    }

    /// <summary>Lets the workers end, each after the batch that it is busy with, and then lets the snapshot go.</summary>
    /// <returns>Those that are still busy.</returns>
    public IReadOnlyList<EvalWorker> Retire()
    {
        lock (_lock)
        {
            if (!IsRetired)
            {
                // What a task has registered to be called then runs on a thread of its own.
                _ = _retirement.CancelAsync();
                foreach (EvalWorker worker in _workers.ToArray())
                {
                    worker.Retire();
                }

                _served.Release();
            }

            return [.. _workers];
        }
    }

    /// <summary>Gives up the workers that hang or are broken, and begins to load others in their place. Call it now and then.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            foreach (EvalWorker worker in _workers.ToArray())
            {
                if (worker.ThreadFailure is { } error)
                {
                    GiveUp(worker, ServingErrors.TaskFailed(_served.Snapshot), $"has left a thread that failed: {TaskErrors.Text(error.ToString, error)}");
                }
                else if (worker.Busy > _options.Timeout)
                {
                    GiveUp(worker, ServingErrors.TimedOut(_options.Timeout), $"did not answer within {_options.Timeout.TotalSeconds:0.###} s");
                }
                else
                {
                    worker.FailOlderThan(_options.Timeout, ServingErrors.TimedOut(_options.Timeout));
                }
            }

            bool isPausing = _lastFailure is { } last && Stopwatch.GetElapsedTime(last) < PauseAfterFailure;
            if (_workers.Count < _options.Workers && !_isLoading && !IsRetired && !isPausing)
            {
                _isLoading = true;
                Task.Run(Refill);
            }
        }
    }

    private bool IsRetired => _retirement.IsCancellationRequested;

    private void Start(EvalWorker worker) => worker.Start(count => _evaluated(count), () => Remove(worker));

    private void Remove(EvalWorker worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }

        _served.Release();
    }

    private void GiveUp(EvalWorker worker, ServingException reason, string why)
    {
        _workers.Remove(worker);
        worker.GiveUp(reason);
        _queue.Move();
        _events?.Report(new WarningEvent($"The task of '{_served.Snapshot}' {why}; its worker is replaced."));
        _ = _counts.FollowAsync(worker);
    }

    private void Refill()
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(_retirement.Token);
            patience.CancelAfter(_loadPatience);
            Add(_served.LoadWorker(_queue, _options, patience.Token));
        }
        catch (OperationCanceledException) when (IsRetired)
        {
            // Nobody needs it any more.
        }
        catch (Exception error)
        {
            // Nobody waits for this thread: what is not told here, nobody would ever see.
            string why = error is OperationCanceledException ? $"it takes longer than {_loadPatience.TotalSeconds:0} s" : error.Message;
            _events?.Report(new WarningEvent($"A worker for '{_served.Snapshot}' cannot be loaded: {why}"));
            lock (_lock)
            {
                _lastFailure = Stopwatch.GetTimestamp();
            }
        }
        finally
        {
            lock (_lock)
            {
                _isLoading = false;
            }
        }
    }

    private void Add(EvalWorker worker)
    {
        lock (_lock)
        {
            if (!IsRetired)
            {
                _workers.Add(worker);
                Start(worker);
                return;
            }
        }

        worker.Discard();
        _served.Release();
    }
}
