using System.Collections;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>
/// The task of a snapshot as it was when it was trained: its own code, hyperparameters and seed, with the snapshot's model,
/// which the task loads at its first use. Any number of versions of one class live side by side.
/// </summary>
/// <remarks>
/// What comes out is plain: numbers, texts, arrays and dictionaries of them, never an object of the task's own types. Nothing
/// is written to the snapshot. It is kept from being trained, tested or removed until the task is disposed, or forgotten and
/// collected; then the task's code goes, too. Calls from several threads wait for each other.
/// </remarks>
public sealed class ImportedTask : IDisposable
{
    private readonly LoadedTask _task;
    private readonly IDisposable _snapshotLock;
    private readonly IDataFiles _data;
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _isDisposed;

    internal ImportedTask(Snapshot snapshot, LoadedTask task, IDisposable snapshotLock, IDataFiles data)
    {
        Snapshot = snapshot;
        _task = task;
        _snapshotLock = snapshotLock;
        _data = data;
    }

    /// <summary>The snapshot that the task is linked to.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The class's name.</summary>
    public string Name => _task.Name;

    /// <summary>The hyperparameters' values that the task has, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => _task.Parameters;

    /// <summary>Uses the model on one sample.</summary>
    /// <param name="sample">
    /// The sample. A list of numbers becomes a <c>double[]</c>, another list an array, a table a <c>Dictionary&lt;string, object?&gt;</c>;
    /// for a <see cref="Training.ModelTask{TModel, TSample, TOutput}"/> it becomes its sample's type, where that is a number, a
    /// text or an array of them.
    /// </param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>
    /// The prediction. A list is an array, an object of the task's own type a dictionary of its public properties, or its text
    /// where it has none; names of choices are texts.
    /// </returns>
    /// <exception cref="SnapshotStoreException">A model file is gone.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task does not implement Eval.</exception>
    public object? Eval(object? sample, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        Call(TaskVerb.Eval, (task, _) => PlainValue.Of(task.Eval(task.ToSample(sample))), events, cancellation);

    /// <summary>Uses the model on a file of samples. The output appears whole or not at all; an output that exists is replaced.</summary>
    /// <param name="inputPath">The full path of the file with the samples.</param>
    /// <param name="outputPath">The full path of the file to write.</param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="FileNotFoundException">The input does not exist, or the task wrote no output.</exception>
    /// <exception cref="IOException">The output is the input, or cannot be written.</exception>
    /// <exception cref="SnapshotStoreException">A model file is gone.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task does not implement EvalPath.</exception>
    public void EvalPath(
        string inputPath, string outputPath, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        EnsureExists(inputPath);
        using var output = new PendingOutput(outputPath, inputPath);
        Call(
            TaskVerb.Eval,
            (task, _) =>
            {
                task.EvalPath(inputPath, output.Path);
                return true;
            },
            events,
            cancellation);
        output.Keep();
    }

    /// <summary>Measures the model as the task's own test does, and stores nothing.</summary>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The metrics by name; of a series of values the last.</returns>
    /// <exception cref="SnapshotStoreException">A model file is gone.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task does not implement Test.</exception>
    public IReadOnlyDictionary<string, double> Test(IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        Call(
            TaskVerb.Test,
            (task, view) =>
            {
                task.Test();
                return RawSeries.Without(view.Test.Summaries).ToDictionary(series => series.Key, series => series.Value.Last);
            },
            events,
            cancellation);

    /// <summary>Measures the model of a <see cref="Training.ModelTask{TModel, TSample, TOutput}"/> on a file of samples.</summary>
    /// <param name="path">The full path of a file that the task's LoadSamples reads.</param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The average of each metric, by name.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="SnapshotStoreException">A model file is gone.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task is no ModelTask, or does not implement LoadSamples or Evaluate.</exception>
    public IReadOnlyDictionary<string, double> TestOn(
        string path, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        EnsureExists(path);
        return Call(TaskVerb.Test, (task, _) => task.TestOnFile(path).ToDictionary(), events, cancellation);
    }

    /// <summary>Measures the model of a <see cref="Training.ModelTask{TModel, TSample, TOutput}"/> on samples.</summary>
    /// <param name="samples">The samples, each as <see cref="Eval"/> takes it.</param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The average of each metric, by name.</returns>
    /// <exception cref="SnapshotStoreException">A model file is gone.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task is no ModelTask, or does not implement Evaluate.</exception>
    public IReadOnlyDictionary<string, double> TestOn(
        IEnumerable samples, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        Call(TaskVerb.Test, (task, _) => task.TestOnSamples(samples).ToDictionary(), events, cancellation);

    /// <summary>Lets the task's assembly and the snapshot go.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _task.Dispose();
        _snapshotLock.Dispose();
    }

    /// <summary>The task as <c>Name (experiment/snapshot)</c>.</summary>
    public override string ToString() => $"{Name} ({Snapshot})";

    private static void EnsureExists(string path)
    {
        if (!Path.Exists(path))
        {
            throw new FileNotFoundException($"The input '{path}' does not exist.", path);
        }
    }

    private T Call<T>(
        TaskVerb verb, Func<FlamTask, TaskSnapshot, T> call, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(null, $"The task '{this}' has been disposed. Import it again.");
        }

        _turn.Wait(cancellation);
        try
        {
            return CallAlone(verb, call, events, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T CallAlone<T>(
        TaskVerb verb, Func<FlamTask, TaskSnapshot, T> call, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        string activity = $"{(verb == TaskVerb.Test ? "Testing" : "Evaluating")} {this}";
        using var log = new RunLog(null, events);
        var scope = new TaskScope(log);
        var view = new TaskSnapshot(
            _ => { }, new ImportedModelFiles(Snapshot), SnapshotContent.Of(Snapshot) with { Test = Snapshot.EmptySeries });
        FlamTask task = _task.Task;
        task.Link(view, new TaskRun(verb, _data, new ProgressMeter(activity, events), cancellation) { Seed = Snapshot.Seed ?? 0 });
        T? result = default;
        TaskErrors.Translate(
            Name,
            verb == TaskVerb.Test ? "test" : "evaluate",
            scope,
            () => Worker.Run(scope, () => result = call(task, view), _task.StopGrace, cancellation),
            cancellation);
        return result!;
    }
}
