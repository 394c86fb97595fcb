using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Serving;

/// <summary>A snapshot that is served: held against removal until its last worker has let it go.</summary>
internal sealed class ServedSnapshot
{
    private readonly SnapshotTask _tasks;
    private readonly IDisposable _held;
    private readonly IProgress<RunEvent>? _events;
    private int _holders = 1;

    private ServedSnapshot(Snapshot snapshot, SnapshotTask tasks, IDisposable held, IProgress<RunEvent>? events)
    {
        Snapshot = snapshot;
        _tasks = tasks;
        _held = held;
        _events = events;
    }

    public Snapshot Snapshot { get; }

    /// <summary>Holds a trained snapshot; <see cref="Release"/> lets it go.</summary>
    /// <exception cref="Flammable.Errors.SnapshotStateException">It is not trained, or a run that writes to it holds it.</exception>
    public static ServedSnapshot Hold(ExperimentCatalog catalog, Snapshot named, IProgress<RunEvent>? events)
    {
        SnapshotStore store = catalog.Snapshots(named.Experiment);
        Snapshot snapshot = new TrainedSnapshot(catalog).Find(null, named, ignoreChanges: true);
        SnapshotLock held = SnapshotLock.ForReading(store.Key(snapshot.Name));
        return new ServedSnapshot(snapshot, new SnapshotTask(catalog), held, events);
    }

    /// <summary>Loads a worker with a task of its own, which holds the snapshot until <see cref="Release"/>.</summary>
    /// <exception cref="Flammable.Errors.FlammableException">The task or its model cannot be loaded.</exception>
    public EvalWorker LoadWorker(EvalQueue queue, ServingOptions options, CancellationToken cancellation)
    {
        LoadedTask task = _tasks.Load(Snapshot, _events, cancellation);
        try
        {
            EvalWorker worker = EvalWorker.Load(
                Snapshot, task, _tasks.Data(Snapshot), new TaskScope(new RunLog(null, _events)), queue, options, cancellation);
            Interlocked.Increment(ref _holders);
            return worker;
        }
        catch
        {
            task.Dispose();
            throw;
        }
    }

    /// <summary>Lets the snapshot go, once for <see cref="Hold"/> and once for each worker.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _held.Dispose();
        }
    }
}
