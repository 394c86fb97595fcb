using System.Security.Cryptography;
using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>What a task knows of the run it is part of.</summary>
public sealed class TaskRun
{
    private const string DefaultGenerator = "";
    private const string CheckpointPartName = "state";

    private readonly IDataFiles _data;
    private readonly ProgressMeter _progress;

    internal TaskRun(TaskVerb? verb, IDataFiles data, ProgressMeter progress, CancellationToken cancellation)
    {
        Verb = verb;
        _data = data;
        _progress = progress;
        Cancellation = cancellation;
    }

    /// <summary>What the run does; <see langword="null"/> in direct use.</summary>
    public TaskVerb? Verb { get; }

    /// <summary>Whether the run only tries the task out: one batch of each kind of data, and nothing is stored.</summary>
    public bool IsDryRun { get; internal init; }

    /// <summary>
    /// What all chance in the run follows from, 0 to 2³¹-1: asked for with <c>-Seed</c>, else random, and recorded in the
    /// snapshot. A test or an evaluation has its snapshot's.
    /// </summary>
    public int Seed { get; internal init; }

    /// <summary>
    /// The run's own generator, for initial weights, shuffling, dropout. A checkpoint holds its state, so that a resumed
    /// training goes on with the same numbers. Use it from one thread at a time.
    /// </summary>
    public Random Random => Generator;

    /// <summary>Where checkpoints go; <see langword="null"/> for nowhere.</summary>
    internal StoredCheckpoints? Checkpoints { get; init; }

    /// <summary>Cancelled when the user stops the run. A long computation should look at it.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>
    /// Tells how far the run is, and ends it where the user has stopped it. Rate and time left, and the latest values of the
    /// snapshot's series, are shown by themselves.
    /// </summary>
    /// <param name="done">The steps done: 0 to <paramref name="total"/>.</param>
    /// <param name="total">All steps; 0 where their number is not known.</param>
    /// <param name="status">What else to show, such as <c>warming up</c>.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Progress(int done, int total, string status = "") =>
        Progress(new ProgressPosition(done, total > 0 ? total : null), status);

    /// <summary>Tells how far the run is, epoch and iteration too, and ends it where the user has stopped it.</summary>
    /// <param name="position">Where the run stands.</param>
    /// <param name="status">What else to show, such as <c>warming up</c>.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Progress(in ProgressPosition position, string status = "") => Progress(position, status, []);

    internal void Progress(in ProgressPosition position, string status, IReadOnlyList<SeriesValue> losses)
    {
        Cancellation.ThrowIfCancellationRequested();
        _progress.Report(position, status, losses);
    }

    /// <summary>
    /// The full path of a data file or folder. Training finds it in the experiment's folder. A test or an evaluation finds
    /// it as it was captured with the snapshot's code, or in the experiment's folder where it was not captured. In direct
    /// use it is looked for in the current folder, then beside the program. A training or a test records its hash in the
    /// snapshot, and warns where it differs from what the snapshot was trained with.
    /// </summary>
    /// <param name="path">The file, relative to the experiment's folder, or a full path.</param>
    /// <exception cref="FileNotFoundException">The file is in none of these places.</exception>
    public string UseData(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return _data.Find(path)
            ?? throw new FileNotFoundException($"The data file '{path}' is not {_data.Places}.", path);
    }

    /// <summary>
    /// A new generator whose numbers follow from the run's seed and the name: the same ones each time it is made, in the
    /// training and in its tests. For what must come out the same again, such as a train/test split, and for other threads.
    /// </summary>
    /// <param name="name">Any name, such as <c>split</c>; different names give independent numbers.</param>
    public Random NewRandom(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SeededRandom(Seed, name);
    }

    /// <summary>
    /// Saves all that the training needs to be resumed here, whole or not at all, in place of the checkpoint before. The
    /// run adds its metrics, model files, notes and its generator's state. Without a stored snapshot it does nothing.
    /// </summary>
    /// <param name="write">Writes the task's own state: model, optimizer, epoch.</param>
    /// <exception cref="InvalidOperationException">The run is no training.</exception>
    /// <exception cref="Flammable.Errors.SnapshotStoreException">The checkpoint cannot be written; the one before it counts.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void SaveCheckpoint(Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Cancellation.ThrowIfCancellationRequested();
        SaveLastCheckpoint(write);
    }

    /// <summary>Saves a checkpoint that was made before the run was cancelled, or because it was.</summary>
    internal void SaveLastCheckpoint(Action<Stream> write) =>
        Save(new Dictionary<string, Action<Stream>> { [CheckpointPartName] = write });

    /// <summary>
    /// What <see cref="SaveCheckpoint(Action{Stream})"/> wrote last, in a training that is resumed. From here on
    /// <see cref="Random"/> gives the numbers that it would have given then.
    /// </summary>
    /// <returns>The state to read; <see langword="null"/> where the training begins at its beginning.</returns>
    public Stream? OpenCheckpoint() => OpenCheckpoint(CheckpointPartName);

    private SeededRandom Generator => field ??= new SeededRandom(Seed, DefaultGenerator);

    /// <summary>The full path of a program that is looked for where data is; <see langword="null"/> where it is not there.</summary>
    internal string? FindProgram(string path) => _data.FindProgram(path) is { } found && File.Exists(found) ? found : null;

    /// <summary>A folder with the code that runs: as it was captured, or where it is in direct use.</summary>
    internal RunFolder CheckOutCode() => _data.CheckOutCode();

    internal static TaskRun Direct() => new(
        null,
        new DataInFolders([Directory.GetCurrentDirectory(), AppContext.BaseDirectory]),
        new ProgressMeter("", null),
        CancellationToken.None)
    {
        Seed = NewSeed(),
    };

    /// <summary>A seed that nobody has chosen.</summary>
    internal static int NewSeed() => RandomNumberGenerator.GetInt32(int.MaxValue);

    internal void SaveCheckpoint(IReadOnlyDictionary<string, Action<Stream>> parts)
    {
        Cancellation.ThrowIfCancellationRequested();
        Save(parts);
    }

    private void Save(IReadOnlyDictionary<string, Action<Stream>> parts)
    {
        if (Verb is not (null or TaskVerb.Train))
        {
            throw new InvalidOperationException("Only a training has checkpoints.");
        }

        Checkpoints?.Save(parts, Generator.State);
    }

    internal Stream? OpenCheckpoint(string part)
    {
        if (Checkpoints?.Resumed is not { } checkpoint)
        {
            return null;
        }

        Generator.State = checkpoint.Random;
        return Checkpoints.Open(part);
    }
}
