using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>
/// A trained model that answers from many threads at once: samples wait in one queue, and workers, each with a task of its
/// own, take them in the order in which they came. The model can be changed meanwhile, and nothing that was accepted is lost.
/// </summary>
/// <remarks>
/// The snapshot is held: it is not trained, tested or removed as long as it is served. What a task prints, and what goes
/// wrong with it, is told to the listener that the host was made with.
/// </remarks>
public sealed class ModelHost : IDisposable
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(20);

    private readonly Func<Snapshot, CancellationToken, WorkerPool> _load;
    private readonly EvalQueue _queue;
    private readonly WorkerCounts _counts;
    private readonly Lock _swapping = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly List<WorkerPool> _replaced = [];
    private readonly Timer _watchdog;
    private volatile WorkerPool _pool;
    private volatile bool _isStopping;
    private int _accepted;
    private long _evaluated;
    private int _isDisposed;

    private ModelHost(
        Func<Snapshot, CancellationToken, WorkerPool> load, WorkerPool pool, EvalQueue queue, ServingOptions options, WorkerCounts counts)
    {
        _load = load;
        _pool = pool;
        _queue = queue;
        _counts = counts;
        Options = options;
        PoolThreads.Reserve(options.Workers);
        pool.Start(TellBatch);
        var look = TimeSpan.FromTicks(Math.Clamp(options.Timeout.Ticks / 4, ShortestLook.Ticks, LongestLook.Ticks));
        _watchdog = new Timer(_ => Watch(), null, look, look);
    }

    /// <summary>Told how many samples were evaluated together; called by a worker's thread.</summary>
    public Action<int>? BatchEvaluated { get; set; }

    /// <summary>How the model is served.</summary>
    public ServingOptions Options { get; }

    /// <summary>The snapshot whose model answers now.</summary>
    public Snapshot Snapshot => _pool.Snapshot;

    /// <summary>Whether a worker is there to answer.</summary>
    public bool IsReady => !_isStopping && _pool.HasWorkers;

    /// <summary>Whether the task makes samples of lines of CSV.</summary>
    public bool ReadsCsv => _pool.ReadsCsv;

    /// <summary>How many samples wait for a worker.</summary>
    public int Waiting => _queue.Count;

    /// <summary>How many samples are being evaluated.</summary>
    public int Running => _pool.Running;

    /// <summary>How many samples were evaluated since the host began, those that failed included.</summary>
    public long Evaluated => Interlocked.Read(ref _evaluated);

    /// <summary>How many workers were given up because they hung or failed, and replaced.</summary>
    public long Replaced => _counts.Replaced;

    /// <summary>How many of these have not ended yet: their tasks still take a thread each.</summary>
    public int LeftBehind => _counts.LeftBehind;

    /// <summary>Evaluates one sample that is JSON.</summary>
    /// <param name="sample">The sample; its document must live until the answer is there.</param>
    /// <param name="waitForRoom">Whether to wait where the queue is full; if not, the sample is refused then.</param>
    /// <param name="cancellation">Tells that nobody waits for the answer any more.</param>
    /// <exception cref="ServingException">There is no answer; its problem says why.</exception>
    public Task<EvalAnswer> EvalAsync(JsonElement sample, bool waitForRoom = false, CancellationToken cancellation = default) =>
        EvalAsync(new EvalCall(sample, null), waitForRoom, cancellation);

    /// <summary>Evaluates one sample that is a line of CSV.</summary>
    /// <param name="fields">The line's fields, without their quotes.</param>
    /// <param name="waitForRoom">Whether to wait where the queue is full; if not, the sample is refused then.</param>
    /// <param name="cancellation">Tells that nobody waits for the answer any more.</param>
    /// <exception cref="ServingException">There is no answer; its problem says why.</exception>
    public Task<EvalAnswer> EvalAsync(IReadOnlyList<string> fields, bool waitForRoom = false, CancellationToken cancellation = default) =>
        EvalAsync(new EvalCall(default, fields), waitForRoom, cancellation);

    /// <summary>
    /// Evaluates one of many samples that wait for each other. It waits for room, and for a worker, as long as others are
    /// evaluated meanwhile; only its own evaluation is bound by <see cref="ServingOptions.Timeout"/>.
    /// </summary>
    /// <param name="sample">The sample; its document must live until the answer is there.</param>
    /// <param name="cancellation">Tells that nobody waits for the answer any more.</param>
    /// <exception cref="ServingException">There is no answer; its problem says why.</exception>
    public Task<EvalAnswer> EvalStreamedAsync(JsonElement sample, CancellationToken cancellation = default) =>
        EvalAsync(new EvalCall(sample, null, isPatient: true), waitForRoom: true, cancellation);

    /// <summary>
    /// Serves another snapshot from now on. It is loaded beside the one that answers meanwhile; where that fails, the old one
    /// stays. What waits is answered by the new one, what is being evaluated by the old one.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="cancellation">Stops the loading; the old one stays.</param>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    /// <exception cref="OperationCanceledException">The loading was stopped, or the host stops.</exception>
    public void Swap(Snapshot snapshot, CancellationToken cancellation = default)
    {
        lock (_swapping)
        {
            using var loading = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
            loading.Token.ThrowIfCancellationRequested();
            WorkerPool next = _load(snapshot, loading.Token);
            WorkerPool before = _pool;
            next.Start(TellBatch);
            _pool = next;
            before.Retire();
            lock (_replaced)
            {
                _replaced.Add(before);
            }
        }
    }

    /// <summary>Takes no more samples, stops a swap that still loads, and waits until all that were accepted are answered.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Whether all are answered.</returns>
    public bool Stop(TimeSpan patience)
    {
        _isStopping = true;
        _ending.Cancel();
        return SpinWait.SpinUntil(() => Volatile.Read(ref _accepted) == 0, patience);
    }

    /// <summary>
    /// Lets the model and the snapshot go. What waits is told that the server ends; what is being evaluated has a moment to
    /// finish: as long as the task may go on after it is stopped.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _isStopping = true;
        _ending.Cancel();
        _watchdog.Dispose();
        lock (_swapping)
        {
            Fail(_queue.Close(), ServingErrors.Stopping());
            EvalWorker[] busy = RetireAll();
            Wait(busy);
            foreach (EvalWorker worker in busy.Where(worker => !worker.Ended.IsCompleted))
            {
                worker.GiveUp(ServingErrors.Stopping());
            }

            Wait(busy);
        }

        _ending.Dispose();
        PoolThreads.Reserve(-Options.Workers);
    }

    internal static ModelHost Open(
        ExperimentCatalog catalog, Snapshot snapshot, ServingOptions options, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        options.EnsureValid();
        var queue = new EvalQueue(options.QueueLength);
        var counts = new WorkerCounts();
        return new ModelHost(Load, Load(snapshot, cancellation), queue, options, counts);

        WorkerPool Load(Snapshot wanted, CancellationToken end) =>
            WorkerPool.Load(ServedSnapshot.Hold(catalog, wanted, events), queue, options, counts, events, end);
    }

    private void TellBatch(int size)
    {
        Interlocked.Add(ref _evaluated, size);
        BatchEvaluated?.Invoke(size);
    }

    private async Task<EvalAnswer> EvalAsync(EvalCall call, bool waitForRoom, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _accepted);
        try
        {
            if (_isStopping)
            {
                throw ServingErrors.Stopping();
            }

            if (!(waitForRoom ? await _queue.AddAsync(call, Options.Timeout, cancellation).ConfigureAwait(false) : _queue.TryAdd(call)))
            {
                throw _isStopping ? ServingErrors.Stopping() : ServingErrors.QueueFull(Options.QueueLength);
            }

            using (cancellation.UnsafeRegister(static call => ((EvalCall)call!).Abandon(), call))
            {
                return await call.Answer.ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _accepted);
        }
    }

    // One look now and then at all samples: a timer for each would cost more than many an evaluation.
    private void Watch()
    {
        _pool.Watch();
        lock (_replaced)
        {
            _replaced.ForEach(pool => pool.Watch());
            _replaced.RemoveAll(pool => !pool.HasWorkers);
        }

        Fail(_queue.TakeOlderThan(Options.Timeout), ServingErrors.TimedOut(Options.Timeout));
    }

    private EvalWorker[] RetireAll()
    {
        lock (_replaced)
        {
            return [.. _replaced.Append(_pool).SelectMany(pool => pool.Retire())];
        }
    }

    private static void Wait(EvalWorker[] workers) => Task.WaitAll(
        [.. workers.Select(worker => worker.Ended)], workers.Select(worker => worker.StopGrace).DefaultIfEmpty().Max());

    private static void Fail(IReadOnlyList<EvalCall> calls, ServingException reason)
    {
        foreach (EvalCall call in calls)
        {
            call.Fail(reason);
        }
    }
}
