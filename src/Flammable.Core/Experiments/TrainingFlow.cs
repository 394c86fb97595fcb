using Flammable.Compilation;
using Flammable.DataFiles;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The way of a training: check, compile, capture, file, run.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="defaultMode">Where the configuration puts commits; <see langword="null"/> for the default of each folder.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Stops the training.</param>
internal sealed class TrainingFlow(
    ExperimentCatalog catalog,
    CommitMode? defaultMode,
    IProgress<RunEvent>? events,
    CancellationToken cancellation)
{
    /// <summary>Trains.</summary>
    /// <returns>The trained snapshot, or <see langword="null"/> where there is nothing to do.</returns>
    /// <exception cref="ArgumentException">The request asks for values in a training that is resumed: it has its own.</exception>
    public Snapshot? Run(TrainRequest request)
    {
        TaskLocation location = TaskLocation.Resolve(request.Path);
        if (request.Mode == TrainMode.Resume)
        {
            return new ResumeFlow(catalog, events, cancellation).Run(request, location);
        }

        Prepared? prepared;
        using (FolderTurn.Wait(catalog.CacheFolder, RealPath.Of(location.Folder), cancellation))
        {
            prepared = Prepare(request, location);
        }

        if (prepared is null)
        {
            return null;
        }

        using LoadedTask task = prepared.Task;
        using SnapshotLock held = prepared.Lock;
        Snapshot snapshot = prepared.Snapshot;
        var files = new DataInFolders(
            [location.Folder],
            () => new CodeCheckout(catalog).Write(snapshot.Experiment, new CodeBase(snapshot.Commit, snapshot.CodeFolder)));
        var data = new DeclaredData(files, new DataHashes(catalog.CacheFolder), prepared.Earlier, events, cancellation);
        return new SnapshotRun(catalog.Snapshots(snapshot.Experiment), data, events, cancellation).Train(task, snapshot, request.Caller);
    }

    // One training after the other goes through here; the trainings themselves run side by side.
    private Prepared? Prepare(TrainRequest request, TaskLocation location)
    {
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        SourceSet sources = folder.ReadSources();
        bool isChanged = folder.LastSnapshot is not { } last
            || IsOtherTask(request, last)
            || HasOtherParameters(request, last)
            || (request.Seed is { } seed && seed != last.Seed)
            || folder.GetChanges().Count > 0;
        if (!isChanged && request.Mode == TrainMode.WhenChanged)
        {
            TellIfUnfinished(folder.LastSnapshot!);
            return null;
        }

        var tasks = new TaskOnDisk(catalog, events, cancellation);
        (CompiledTask compiled, TaskType type) = tasks.Compile(sources, request.TaskName);
        bool isRetrained = !isChanged && request.Mode == TrainMode.Retrain;
        LoadedTask task = tasks.Load(compiled, type, isRetrained ? ChosenFor(folder.LastSnapshot!) : request.Parameters);
        try
        {
            return isRetrained
                ? Reset(folder.LastSnapshot!, request.Seed, task)
                : Capture(request, folder, sources, type, task);
        }
        catch
        {
            task.Dispose();
            throw;
        }
    }

    private void TellIfUnfinished(Snapshot last)
    {
        if (last.State is SnapshotState.Failed or SnapshotState.Interrupted)
        {
            string how = last.State == SnapshotState.Failed ? "failed" : "was interrupted";
            events?.Report(new WarningEvent($"The snapshot '{last}' {how} in its training; it can be resumed."));
        }
    }

    private static bool IsOtherTask(TrainRequest request, Snapshot last) =>
        request.TaskName is { } name && last.TaskName is { } lastName && lastName != name && !lastName.EndsWith($".{name}", StringComparison.Ordinal);

    // Who asks for no values means the last snapshot's, or the code's own in a new one.
    private static bool HasOtherParameters(TrainRequest request, Snapshot last) =>
        request.Parameters.Count > 0
        && (!request.Parameters.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(last.ChosenParameters)
            || request.Parameters.Any(asked => !HyperparameterValue.IsSame(
                asked.Value,
                last.Parameters.FirstOrDefault(known => known.Key.Equals(asked.Key, StringComparison.OrdinalIgnoreCase)).Value)));

    private static Dictionary<string, object?> ChosenFor(Snapshot last) =>
        last.ChosenParameters.ToDictionary(name => name, name => last.Parameters.GetValueOrDefault(name));

    private Prepared Reset(Snapshot last, int? seed, LoadedTask task)
    {
        SnapshotStore store = catalog.Snapshots(last.Experiment);
        SnapshotLock held = SnapshotLock.ForWriting(store.Key(last.Name));
        try
        {
            Tell($"Reset snapshot '{last}'.");
            return new Prepared(task, store.Reset(last with { Parameters = task.Parameters, Seed = seed ?? last.Seed ?? TaskRun.NewSeed() }), held) { Earlier = last };
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private Prepared Capture(TrainRequest request, ExperimentFolder folder, SourceSet sources, TaskType type, LoadedTask task)
    {
        var choices = new CaptureChoices(
            string.IsNullOrWhiteSpace(request.Message) ? $"Train {type.Name}" : request.Message, request.CommitMode, request.AllowFiles);
        SnapshotLock? held = null;
        try
        {
            Snapshot snapshot = new CodeCapture(catalog, defaultMode, events, cancellation).Capture(folder, sources, choices, code =>
            {
                Snapshot made = code.Store.Create(key =>
                {
                    code.Repository.Keep(key.Name, code.Result.Code.Commit);
                    return Draft(key, request, code.Result, code.Mode, type, CodeCapture.TaskPath(sources, type), task);
                });
                held = SnapshotLock.ForWriting(code.Store.Key(made.Name));
                return made;
            });
            Tell($"Made snapshot '{snapshot}'.");
            return new Prepared(task, snapshot, held!);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    private static Snapshot Draft(
        SnapshotKey key,
        TrainRequest request,
        CaptureResult captured,
        CommitMode mode,
        TaskType type,
        string taskPath,
        LoadedTask task) => new()
        {
            Id = key.Id,
            Name = key.Name,
            Experiment = key.Experiment,
            Path = key.Path,
            State = SnapshotState.Created,
            Commit = captured.Code.Commit,
            CodeFolder = captured.Code.Folder,
            BaseCommit = captured.BaseCommit,
            CommitMode = mode.ToString(),
            TaskPath = taskPath,
            TaskName = type.FullName,
            Message = request.Message,
            Timestamp = DateTimeOffset.Now,
            Seed = request.Seed ?? TaskRun.NewSeed(),
            Parameters = task.Parameters,
            ChosenParameters = [.. task.Parameters.Keys.Where(name => request.Parameters.Keys.Contains(name, StringComparer.OrdinalIgnoreCase))],
            Version = FlammableVersion.Current,
        };

    private void Tell(string step) => events?.Report(new StepEvent(step));

    private sealed record Prepared(LoadedTask Task, Snapshot Snapshot, SnapshotLock Lock)
    {
        // The snapshot as it was before it was reset.
        public Snapshot? Earlier { get; init; }
    }
}
