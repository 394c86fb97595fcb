namespace Flammable.Execution;

/// <summary>What a task knows of the run it is part of.</summary>
public sealed class TaskRun
{
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
    public bool IsDryRun { get; internal set; }

    /// <summary>Cancelled when the user stops the run. A long computation should look at it.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Tells how far the run is, and ends it where the user has stopped it.</summary>
    /// <param name="done">The steps done: 0 to <paramref name="total"/>.</param>
    /// <param name="total">All steps; 0 where their number is not known.</param>
    /// <param name="status">What to show beside them, such as <c>loss 0.31</c>.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Progress(int done, int total, string status = "")
    {
        Cancellation.ThrowIfCancellationRequested();
        _progress.Report(done, total, status);
    }

    /// <summary>
    /// The full path of a data file or folder. Training finds it in the experiment's folder. A test or an evaluation finds
    /// it as it was captured with the snapshot's code, or in the experiment's folder where it was not captured. In direct
    /// use it is looked for in the current folder, then beside the program.
    /// </summary>
    /// <param name="path">The file, relative to the experiment's folder, or a full path.</param>
    /// <exception cref="FileNotFoundException">The file is in none of these places.</exception>
    public string UseData(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return _data.Find(path)
            ?? throw new FileNotFoundException($"The data file '{path}' is not {_data.Places}.", path);
    }

    internal static TaskRun Direct() => new(
        null,
        new DataInFolders([Directory.GetCurrentDirectory(), AppContext.BaseDirectory]),
        new ProgressMeter("", null),
        CancellationToken.None);
}
