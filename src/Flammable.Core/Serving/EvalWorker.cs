using System.Diagnostics;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>
/// Evaluates samples with a task of its own, until it is retired. It runs on the thread pool, a batch at a time: a thread of
/// its own would have to be woken for each request.
/// </summary>
internal sealed class EvalWorker : IThreadPoolWorkItem
{
    private readonly LoadedTask _task;
    private readonly TaskScope _scope;
    private readonly EvalQueue _queue;
    private readonly CancellationTokenSource _cancellation;
    private readonly int _maxBatchSize;
    private readonly TimeSpan _maxBatchWait;
    private readonly BatchEvaluation _evaluation;
    private readonly List<EvalCall> _batch = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<int> _evaluated = _ => { };
    private Action _whenEnded = () => { };
    private volatile EvalCall[] _running = [];
    private volatile bool _isRetired;
    private long _begun;

    private EvalWorker(
        Snapshot snapshot, LoadedTask task, TaskScope scope, EvalQueue queue, ServingOptions options, CancellationTokenSource cancellation)
    {
        _task = task;
        _scope = scope;
        _queue = queue;
        _cancellation = cancellation;
        ReadsCsv = task.Task.ReadsCsv;
        _evaluation = new BatchEvaluation(task.Task, task.Name, snapshot, scope.Log);
        (_maxBatchSize, _maxBatchWait) = task.Task.HasBatches ? (options.MaxBatchSize, options.MaxBatchWait) : (1, TimeSpan.Zero);
    }

    /// <summary>Whether the task makes samples of CSV.</summary>
    public bool ReadsCsv { get; }

    /// <summary>How many samples are being evaluated.</summary>
    public int Running => _running.Length;

    /// <summary>Whether the worker takes no more samples.</summary>
    public bool IsRetired => _isRetired;

    /// <summary>Ends when the last batch is done and the task is let go.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How long the task may go on after it was given up.</summary>
    public TimeSpan StopGrace => _task.StopGrace;

    /// <summary>How long the task has been busy with one batch, or with a sample of it alone; zero between them.</summary>
    public TimeSpan Busy => Volatile.Read(ref _begun) is not 0 and long begun ? Stopwatch.GetElapsedTime(begun) : TimeSpan.Zero;

    /// <summary>What a thread that the task has started did not catch; <see langword="null"/> for nothing.</summary>
    public Exception? ThreadFailure => _scope.ThreadFailure.IsCompletedSuccessfully ? _scope.ThreadFailure.Result : null;

    /// <summary>Makes a worker of a task, and lets the task load its model.</summary>
    /// <exception cref="SnapshotStoreException">A model file is gone or damaged.</exception>
    /// <exception cref="TaskFailedException">The task failed to load its model.</exception>
    /// <exception cref="TaskMethodMissingException">The task evaluates no samples.</exception>
    public static EvalWorker Load(
        Snapshot snapshot,
        LoadedTask task,
        IDataFiles data,
        TaskScope scope,
        EvalQueue queue,
        ServingOptions options,
        CancellationToken cancellation)
    {
        if (!task.Task.HasBatches)
        {
            task.EnsureImplements(nameof(FlamTask.Eval));
        }

        var models = new StoredModelFiles(snapshot.Path, snapshot.ModelFiles, snapshot.ModelHashes).Close("A server saves no models.");
        foreach (string name in models.Names)
        {
            models.Open(name).Dispose();
        }

        var stopping = new CancellationTokenSource();
        task.Task.Link(
            TaskSnapshot.ReadOnly(models, snapshot),
            new TaskRun(TaskVerb.Eval, data, new ProgressMeter("", null), stopping.Token) { Seed = snapshot.Seed ?? 0 });
        using (cancellation.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), stopping))
        {
            TaskErrors.Translate(
                task.Name, "load its model", scope, () => Worker.Run(scope, task.Task.WarmUp, task.StopGrace, cancellation), cancellation);
        }

        return new EvalWorker(snapshot, task, scope, queue, options, stopping);
    }

    /// <summary>Begins to take samples.</summary>
    /// <param name="evaluated">Told how many samples were evaluated together.</param>
    /// <param name="ended">Called when the task was let go.</param>
    public void Start(Action<int> evaluated, Action ended)
    {
        _evaluated = evaluated;
        _whenEnded = ended;
        Schedule();
    }

    /// <summary>Lets the worker look for samples, on a thread of the pool: if it can be the caller's, as soon as that is free.</summary>
    public void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    /// <inheritdoc/>
    public void Execute()
    {
        if (!_queue.TryTake(this, _batch, _maxBatchSize, _maxBatchWait))
        {
            return;
        }

        if (_batch.Count == 0)
        {
            End();
            return;
        }

        EvaluateBatch();

        // Clients that are to be answered come before the next samples.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Lets the worker end after the batch that it is busy with.</summary>
    public void Retire()
    {
        _isRetired = true;
        if (_queue.TryRemove(this))
        {
            End();
        }
    }

    /// <summary>Tells those who have waited longer than they may for a sample that is being evaluated; patient ones are told when the worker is given up.</summary>
    public void FailOlderThan(TimeSpan age, ServingException reason)
    {
        foreach (EvalCall call in _running)
        {
            if (call.Age >= age && !call.IsPatient)
            {
                call.Fail(reason);
            }
        }
    }

    /// <summary>Gives the worker up: whoever waits for its batch is told so, and the task is asked to end.</summary>
    public void GiveUp(ServingException reason)
    {
        Retire();
        foreach (EvalCall call in _running)
        {
            call.Fail(reason);
        }

        Cancel();
    }

    /// <summary>Lets the task of a worker go that never began.</summary>
    public void Discard()
    {
        Cancel();
        _task.Dispose();
        _scope.Log.Dispose();
    }

    private void EvaluateBatch()
    {
        // The pool takes the scope off its thread afterwards.
        _scope.Enter();
        _running = [.. _batch];
        Begin();
        _evaluation.Run(_batch, Begin);
        Volatile.Write(ref _begun, 0);
        _running = [];
        _evaluated(_batch.Count);
        _batch.Clear();
    }

    private void Begin() => Volatile.Write(ref _begun, Stopwatch.GetTimestamp());

    // What the task has registered to be called then is its own code, and may fail.
    private void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (AggregateException error)
        {
            _scope.Log.Warn($"The task '{_task.Name}' failed when it was stopped: {TaskErrors.Text(error.ToString, error)}");
        }
    }

    private void End()
    {
        Discard();
        _whenEnded();
        _ended.SetResult();

        // The sample that this worker was scheduled for may still wait.
        _queue.Wake();
    }
}
