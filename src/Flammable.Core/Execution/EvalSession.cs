using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>A loaded task of a trained snapshot, ready to evaluate any number of files. Use it from one thread at a time.</summary>
public sealed class EvalSession : IDisposable
{
    private readonly LoadedTask _task;
    private readonly IDisposable _snapshotLock;
    private readonly IDataFiles _data;

    internal EvalSession(Snapshot snapshot, LoadedTask task, IDisposable snapshotLock, IDataFiles data)
    {
        Snapshot = snapshot;
        _task = task;
        _snapshotLock = snapshotLock;
        _data = data;
    }

    /// <summary>The snapshot whose model answers.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Evaluates one file. The output appears whole or not at all; an output that exists is replaced.</summary>
    /// <param name="inputPath">The full path of the file with the samples.</param>
    /// <param name="outputPath">The full path of the file to write.</param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Cancels the evaluation.</param>
    /// <exception cref="FileNotFoundException">The input does not exist, or the task wrote no output.</exception>
    /// <exception cref="IOException">The output is the input, or cannot be written.</exception>
    /// <exception cref="TaskFailedException">The task threw.</exception>
    /// <exception cref="TaskMethodMissingException">The task does not implement EvalPath.</exception>
    public void Eval(string inputPath, string outputPath, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        if (!Path.Exists(inputPath))
        {
            throw new FileNotFoundException($"The input '{inputPath}' does not exist.", inputPath);
        }

        _task.EnsureImplements(nameof(FlamTask.EvalPath));
        using var log = new RunLog(null, events);
        var scope = new TaskScope(log);
        FlamTask task = _task.Task;
        task.Link(
            TaskSnapshot.ReadOnly(new StoredModelFiles(Snapshot.Path, Snapshot.ModelFiles, Snapshot.ModelHashes).Close("An evaluation saves no models."), Snapshot),
            new TaskRun(TaskVerb.Eval, _data, new ProgressMeter($"Evaluating {Path.GetFileName(inputPath)}", events), cancellation) { Seed = Snapshot.Seed ?? 0 });
        using var output = new PendingOutput(outputPath, inputPath);
        TaskErrors.Translate(
            _task.Name,
            "evaluate",
            scope,
            () => Worker.Run(scope, () => task.EvalPath(inputPath, output.Path), _task.StopGrace, cancellation),
            cancellation);
        output.Keep();
    }

    /// <summary>Lets the task's assembly and the snapshot go.</summary>
    public void Dispose()
    {
        _task.Dispose();
        _snapshotLock.Dispose();
    }
}
