using System.Diagnostics;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>A thread that evaluates samples with a task of its own, until it is retired.</summary>
internal sealed class EvalWorker
{
    private readonly LoadedTask _task;
    private readonly TaskScope _scope;
    private readonly EvalQueue _queue;
    private readonly CancellationTokenSource _cancellation;
    private readonly int _maxBatchSize;
    private readonly TimeSpan _maxBatchWait;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile EvalCall[] _running = [];
    private volatile bool _isRetired;
    private long _begun;

    private EvalWorker(
        Snapshot snapshot, LoadedTask task, TaskScope scope, EvalQueue queue, ServingOptions options, CancellationTokenSource cancellation)
    {
        Snapshot = snapshot;
        _task = task;
        _scope = scope;
        _queue = queue;
        _cancellation = cancellation;
        ReadsCsv = task.Task.ReadsCsv;
        (_maxBatchSize, _maxBatchWait) = task.Task.HasBatches ? (options.MaxBatchSize, options.MaxBatchWait) : (1, TimeSpan.Zero);
    }

    /// <summary>The snapshot that the task was made of.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Whether the task makes samples of CSV.</summary>
    public bool ReadsCsv { get; }

    /// <summary>How many samples are being evaluated.</summary>
    public int Running => _running.Length;

    /// <summary>Ends when the thread has ended and the task is let go.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How long the task may go on after it was given up.</summary>
    public TimeSpan StopGrace => _task.StopGrace;

    /// <summary>How long the task has been busy with one batch; zero between them.</summary>
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
        TaskErrors.Translate(
            task.Name, "load its model", scope, () => Worker.Run(scope, task.Task.WarmUp, task.StopGrace, cancellation), cancellation);
        return new EvalWorker(snapshot, task, scope, queue, options, stopping);
    }

    /// <summary>Begins to evaluate.</summary>
    /// <param name="evaluated">Told how many samples were evaluated together.</param>
    /// <param name="ended">Called when the thread has ended.</param>
    public void Start(Action<int> evaluated, Action ended) =>
        new Thread(() => Work(evaluated, ended)) { IsBackground = true, Name = "Flammable worker" }.Start();

    /// <summary>Lets the worker end after the batch that it is busy with.</summary>
    public void Retire()
    {
        _isRetired = true;
        _queue.Wake();
    }

    /// <summary>Gives the worker up: whoever waits for its batch is told so, and the task is asked to end.</summary>
    public void GiveUp(ServingException reason)
    {
        Retire();
        foreach (EvalCall call in _running)
        {
            call.Fail(reason);
        }

        _cancellation.Cancel();
    }

    /// <summary>Lets the task of a worker go that never began.</summary>
    public void Discard()
    {
        _task.Dispose();
        _scope.Log.Dispose();
        _cancellation.Cancel();
    }

    private void Work(Action<int> evaluated, Action ended)
    {
        _scope.Enter();
        var evaluation = new BatchEvaluation(_task.Task, _task.Name, Snapshot, _scope.Log);
        var batch = new List<EvalCall>();
        Func<bool> isRetired = () => _isRetired;
        while (_queue.Take(batch, _maxBatchSize, _maxBatchWait, isRetired))
        {
            _running = [.. batch];
            Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
            evaluation.Run(batch);
            Volatile.Write(ref _begun, 0);
            _running = [];
            evaluated(batch.Count);
            batch.Clear();
        }

        Discard();
        ended();
        _ended.SetResult();
    }
}
