using Flammable.Checkpoints;
using Flammable.DataFiles;
using Flammable.Environments;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>One training or test of a task that is filed in a snapshot. The caller holds the snapshot's lock.</summary>
/// <param name="store">Where the snapshot is kept.</param>
/// <param name="data">Finds the task's data, and hashes what it asks for.</param>
/// <param name="events">Told of progress, of what the task prints, of warnings.</param>
/// <param name="cancellation">Stops the run.</param>
internal sealed class SnapshotRun(
    SnapshotStore store, DeclaredData data, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Trains.</summary>
    /// <param name="task">The live task.</param>
    /// <param name="snapshot">The snapshot to fill.</param>
    /// <param name="caller">Who asks for it, if that is known.</param>
    /// <param name="resumed">The checkpoint to go on from; <see langword="null"/> to begin.</param>
    /// <returns>The trained snapshot.</returns>
    /// <exception cref="TaskFailedException">The task threw; the snapshot says failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; the snapshot says interrupted.</exception>
    public Snapshot Train(LoadedTask task, Snapshot snapshot, Caller? caller, Checkpoint? resumed = null)
    {
        using var environment = new EnvironmentRecorder(caller, task.Packages, cancellation);
        Snapshot started = store.Save(snapshot with
        {
            State = SnapshotState.Training,
            StartedAt = resumed is null ? DateTimeOffset.Now : snapshot.StartedAt,
            EndedAt = null,
            Duration = null,
            Error = null,
            Environment = environment.AtStart,
        });
        data.OnHashed(hashed => store.Save(started with { Data = Merged(started.Data, hashed) }));
        Snapshot running = started;
        StoredCheckpoints checkpoints;
        try
        {
            using RunFiles files = RunFiles.Open(running, resumed?.Content ?? SnapshotContent.Empty, resumed, events, cancellation);
            checkpoints = files.Checkpoints;
            try
            {
                Execute(task, TaskVerb.Train, running, files, live => live.Train());
            }
            finally
            {
                environment.ProgramPeakMemory = task.Task.ProgramPeakMemory;
                running = files.View.Freeze().PutInto(running) with { Duration = checkpoints.Elapsed };
            }
        }
        catch (OperationCanceledException)
        {
            SaveIfPossible(Ended(running, environment, SnapshotState.Interrupted));
            throw;
        }
        catch (FlammableException error)
        {
            SaveIfPossible(Ended(running, environment, SnapshotState.Failed) with { Error = FirstLine(error.Message) });
            throw;
        }

        Snapshot trained = store.Save(Ended(running, environment, SnapshotState.Trained));
        checkpoints.Discard();
        return trained;
    }

    /// <summary>Tests.</summary>
    /// <returns>The tested snapshot.</returns>
    /// <exception cref="TaskFailedException">The task threw; the snapshot is as it was.</exception>
    public Snapshot Test(LoadedTask task, Snapshot snapshot)
    {
        TrainedSeries trained = snapshot.Trained ?? new TrainedSeries(snapshot.Train, snapshot.Validation);
        SnapshotContent before = SnapshotContent.Of(snapshot) with { Train = trained.Train, Validation = trained.Validation, Test = Snapshot.EmptySeries };
        Snapshot tested;
        using (RunFiles files = RunFiles.Open(snapshot, before, resumed: null, events, cancellation))
        {
            try
            {
                Execute(task, TaskVerb.Test, snapshot, files, live => live.Test());
            }
            finally
            {
                // That the data has changed may be why the test failed.
                data.Complete();
            }

            tested = files.View.Freeze().PutInto(snapshot);
            tested = tested with
            {
                LeftOut = snapshot.LeftOut with { Test = tested.LeftOut.Test },
                TestedAt = DateTimeOffset.Now,
                TestRun = snapshot.TestRunsBegun,
                Trained = files.View.Train.IsChanged || files.View.Validation.IsChanged ? trained : null,
                Data = Merged(data.Complete(), snapshot.Data),
            };
        }

        return store.Save(tested);
    }

    private void Execute(LoadedTask loaded, TaskVerb verb, Snapshot snapshot, RunFiles files, Action<FlamTask> run)
    {
        string activity = $"{(verb == TaskVerb.Train ? "Training" : "Testing")} {loaded.Name}";
        SeriesLog[] shown = verb == TaskVerb.Train ? [files.View.Train, files.View.Validation] : [files.View.Test];
        FlamTask task = loaded.Task;
        var stop = new CancellationTokenSource();
        using CancellationTokenRegistration stopped = cancellation.Register(stop.Cancel);
        task.Link(
            files.View,
            new TaskRun(verb, data, new ProgressMeter(activity, events, shown), stop.Token) { Seed = snapshot.Seed ?? 0, Checkpoints = files.Checkpoints });
        var scope = new TaskScope(files.Log);
        // The task may append nothing for hours: its end is not waited for.
        _ = files.JournalFailure.ContinueWith(failure => scope.Take(failure.Result), TaskScheduler.Default);
        // Not with a closure, which would keep the task as long as the scope.
        _ = scope.ThreadFailure.ContinueWith((_, source) => ((CancellationTokenSource)source!).Cancel(), stop, TaskScheduler.Default);
        try
        {
            TaskErrors.Translate(
                loaded.Name, verb == TaskVerb.Train ? "train" : "test", scope, () => Worker.Run(scope, () => run(task), loaded.StopGrace, cancellation), cancellation);
        }
        catch (TaskFailedException error)
        {
            throw new TaskFailedException(error.Message, error.TaskName, error.Verb, error.ErrorType, error.Details)
            {
                LogPath = error.LogPath,
                ExitCode = error.ExitCode,
                SnapshotName = snapshot.Name,
            };
        }
        finally
        {
            files.Close();
        }
    }

    // Why the run has ended is the one to tell. A snapshot that cannot say it reads as interrupted.
    private void SaveIfPossible(Snapshot ended)
    {
        try
        {
            store.Save(ended);
        }
        catch (SnapshotStoreException)
        {
        }
    }

    private Snapshot Ended(Snapshot running, EnvironmentRecorder environment, SnapshotState state) => running with
    {
        State = state,
        EndedAt = DateTimeOffset.Now,
        Environment = environment.AtEnd(),
        Data = Merged(running.Data, data.Complete()),
    };

    private static Dictionary<string, DataFile> Merged(
        IReadOnlyDictionary<string, DataFile> before, IReadOnlyDictionary<string, DataFile> after) =>
        before.Keys.Union(after.Keys).Order(StringComparer.Ordinal).ToDictionary(name => name, name => after.GetValueOrDefault(name) ?? before[name]);

    private static string FirstLine(string message)
    {
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
