using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>One training or test of a task that is filed in a snapshot. The caller holds the snapshot's lock.</summary>
/// <param name="store">Where the snapshot is kept.</param>
/// <param name="data">Where the task finds its data.</param>
/// <param name="events">Told of progress, of what the task prints, of warnings.</param>
/// <param name="cancellation">Stops the run.</param>
internal sealed class SnapshotRun(
    SnapshotStore store, IDataFiles data, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Trains.</summary>
    /// <returns>The trained snapshot.</returns>
    /// <exception cref="TaskFailedException">The task threw; the snapshot says failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the snapshot says interrupted.</exception>
    public Snapshot Train(LoadedTask task, Snapshot snapshot)
    {
        Snapshot running = store.Save(snapshot with { State = SnapshotState.Training, StartedAt = DateTimeOffset.Now });
        TaskSnapshot view = null!;
        try
        {
            Execute(task, TaskVerb.Train, running, created => view = created, live => live.Train());
        }
        catch (OperationCanceledException)
        {
            store.Save(Ended(running, view, SnapshotState.Interrupted));
            throw;
        }
        catch (FlammableException error)
        {
            store.Save(Ended(running, view, SnapshotState.Failed) with { Error = FirstLine(error.Message) });
            throw;
        }

        return store.Save(Ended(running, view, SnapshotState.Trained));
    }

    /// <summary>Tests.</summary>
    /// <returns>The tested snapshot.</returns>
    /// <exception cref="TaskFailedException">The task threw; the snapshot is as it was.</exception>
    public Snapshot Test(LoadedTask task, Snapshot snapshot)
    {
        TaskSnapshot view = null!;
        Execute(task, TaskVerb.Test, snapshot, created => view = created, live => live.Test());
        return store.Save(snapshot with
        {
            TestedAt = DateTimeOffset.Now,
            Test = view.Test.Summaries,
            ModelFiles = view.ModelFiles,
            Custom = Copy(view),
        });
    }

    private void Execute(LoadedTask loaded, TaskVerb verb, Snapshot snapshot, Action<TaskSnapshot> created, Action<FlamTask> run)
    {
        MetricJournal? journal = null;
        var models = new StoredModelFiles(snapshot.Path, snapshot.ModelFiles);
        var view = new TaskSnapshot(Write, models, (JsonObject)snapshot.Custom.DeepClone());
        created(view);
        using MetricJournal opened = journal = MetricJournal.Open(Path.Combine(snapshot.Path, SnapshotMetrics.FileName));
        using var log = new RunLog(Path.Combine(snapshot.Path, RunLog.FileName), events);

        string activity = $"{(verb == TaskVerb.Train ? "Training" : "Testing")} {loaded.Name}";
        FlamTask task = loaded.Task;
        task.Link(view, new TaskRun(verb, data, new ProgressMeter(activity, events), cancellation));
        var scope = new TaskScope(log);
        try
        {
            TaskErrors.Translate(
                loaded.Name, verb == TaskVerb.Train ? "train" : "test", scope, () => Worker.Run(scope, () => run(task), cancellation), cancellation);
        }
        catch (TaskFailedException error)
        {
            throw new TaskFailedException(error.Message, error.TaskName, error.Verb, error.ErrorType, error.Details)
            {
                LogPath = error.LogPath,
                SnapshotName = snapshot.Name,
            };
        }
        finally
        {
            models.Close("The run has ended; its models are closed.");
        }

        void Write(SeriesPoint point)
        {
            cancellation.ThrowIfCancellationRequested();
            journal!.Append(point);
        }
    }

    private static Snapshot Ended(Snapshot running, TaskSnapshot view, SnapshotState state) => running with
    {
        State = state,
        EndedAt = DateTimeOffset.Now,
        Train = view.Train.Summaries,
        Validation = view.Validation.Summaries,
        Test = view.Test.Summaries,
        ModelFiles = view.ModelFiles,
        Custom = Copy(view),
    };

    private static JsonObject Copy(TaskSnapshot view) => (JsonObject)JsonNumber.QuoteNonFinite(view.Custom)!;

    private static string FirstLine(string message)
    {
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
