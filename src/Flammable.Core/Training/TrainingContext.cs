using Flammable.Execution;

namespace Flammable.Training;

/// <summary>Where a training stands, and what a callback can do to it.</summary>
public sealed class TrainingContext
{
    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    private readonly IModelKeeper _models;
    private volatile string? _stopReason;

    internal TrainingContext(int epochs, TaskRun run, TaskSnapshot snapshot, IModelKeeper models)
    {
        Epochs = epochs;
        Run = run;
        Snapshot = snapshot;
        _models = models;
    }

    /// <summary>How many epochs the training has, if it is not stopped before.</summary>
    public int Epochs { get; }

    /// <summary>The epoch, counted from 1; 0 before the first one.</summary>
    public int Epoch { get; private set; }

    /// <summary>The iterations of this epoch that have ended.</summary>
    public int Iteration { get; private set; }

    /// <summary>The iterations of all epochs that have ended.</summary>
    public long TotalIterations { get; private set; }

    /// <summary>The losses of this epoch so far.</summary>
    public NamedValues Losses { get; } = new();

    /// <summary>The metrics of the validation after this epoch, by name; empty where there was none.</summary>
    public IReadOnlyDictionary<string, double> Validation { get; internal set; } = None;

    /// <summary>The run that the training is part of.</summary>
    public TaskRun Run { get; }

    /// <summary>The snapshot that the training fills.</summary>
    public TaskSnapshot Snapshot { get; }

    /// <summary>Why the training is to stop; <see langword="null"/> where it goes on.</summary>
    public string? StopReason => _stopReason;

    /// <summary>
    /// Ends the training after this iteration: its epoch is closed as always, the final model is saved, the snapshot says
    /// trained. The first request counts. Any thread may call it.
    /// </summary>
    /// <param name="reason">One sentence for the run's log.</param>
    public void RequestStop(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (Interlocked.CompareExchange(ref _stopReason, reason, null) is null)
        {
            TaskScope.Current?.Log.Write($"Training stops in epoch {Epoch}: {reason}\n");
        }
    }

    /// <summary>Saves the model as it is now; a dry run saves nothing.</summary>
    /// <param name="name">The file's name, such as <c>best.model</c>; no folder.</param>
    public void SaveModel(string name) => _models.Save(name);

    /// <summary>Makes a model that was saved before the training's model again; a dry run leaves the model as it is.</summary>
    /// <param name="name">The file's name.</param>
    /// <exception cref="FileNotFoundException">The snapshot has no such file.</exception>
    public void RestoreModel(string name) => _models.Restore(name);

    /// <summary>Deletes a model file.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>Whether the snapshot had such a file.</returns>
    public bool DeleteModel(string name) => Snapshot.DeleteModel(name);

    internal void Restore(int epoch, long totalIterations) => (Epoch, TotalIterations) = (epoch, totalIterations);

    internal void BeginEpoch(int epoch)
    {
        Epoch = epoch;
        Iteration = 0;
        Losses.Clear();
        Validation = None;
    }

    internal void EndIteration()
    {
        Iteration++;
        TotalIterations++;
    }
}
