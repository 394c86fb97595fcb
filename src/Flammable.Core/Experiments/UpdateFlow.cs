using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>The way of a change to a snapshot: its message, its tags, its code.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="defaultMode">Where the configuration puts commits; <see langword="null"/> for the default of each folder.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Cancels the change.</param>
internal sealed class UpdateFlow(
    ExperimentCatalog catalog,
    CommitMode? defaultMode,
    IProgress<RunEvent>? events,
    CancellationToken cancellation)
{
    /// <summary>Changes the snapshot.</summary>
    /// <returns>The snapshot as it is now, or <see langword="null"/> where there is nothing to do.</returns>
    public Snapshot? Run(UpdateRequest request)
    {
        foreach (string tag in request.Tags)
        {
            SnapshotTag.Check(tag);
        }

        if (request.Amend)
        {
            return Amend(request, LocationOf(request));
        }

        Snapshot found = request.Snapshot is { } named
            ? catalog.Reread(named)
            : new LastSnapshot(catalog).Find(LocationOf(request), ignoreChanges: true);
        SnapshotStore store = catalog.Snapshots(found.Experiment);
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(found.Name));
        return Save(store, store.Read(store.Key(found.Name)), request);
    }

    private TaskLocation LocationOf(UpdateRequest request)
    {
        if (request.Snapshot is not { } named)
        {
            return TaskLocation.Resolve(request.Path ?? throw new ArgumentException("A path or a snapshot is needed.", nameof(request)));
        }

        string folder = catalog.CodeFolder(named.Experiment)
            ?? throw new TaskNotFoundException($"Where the code of the experiment '{named.Experiment}' is, is not known.", named.Experiment);
        return TaskLocation.Resolve(Path.Combine(folder, named.TaskPath));
    }

    private Snapshot? Amend(UpdateRequest request, TaskLocation location)
    {
        using IDisposable turn = FolderTurn.Wait(catalog.CacheFolder, RealPath.Of(location.Folder), cancellation);
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        Snapshot last = LastSnapshot.Of(folder);
        if (request.Snapshot is { } named && named.ToString() != last.ToString())
        {
            throw new SnapshotStateException(
                $"The snapshot '{named}' is not the last one of '{location.Path}', which is '{last.Name}'.", named.Name, SnapshotStateProblem.NotLast);
        }

        SnapshotStore store = catalog.Snapshots(last.Experiment);
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(last.Name));
        Snapshot before = store.Read(store.Key(last.Name));
        SourceSet sources = folder.ReadSources();
        if (folder.GetChanges().Count == 0)
        {
            bool isAll = request.Message is null && request.Tags.Count == 0 && request.RemovedTags.Count == 0;
            string rest = isAll ? "there is nothing to amend in" : "the commit stays as it is in";
            events?.Report(new WarningEvent($"No changes detected in '{location.Path}': {rest} the snapshot '{last}'."));
            return isAll ? null : Save(store, before, request);
        }

        (_, TaskType type) = new TaskOnDisk(catalog, events, cancellation).Compile(
            sources, request.TaskName ?? (sources.IsManifest ? null : before.TaskName));
        var choices = new CaptureChoices(
            string.IsNullOrWhiteSpace(request.Message) ? $"Amend {before.Name}" : request.Message, request.CommitMode, request.AllowFiles);
        return new CodeCapture(catalog, defaultMode, events, cancellation).Capture(
            folder, sources, choices, code => File(code, request, before, type, CodeCapture.TaskPath(sources, type)));
    }

    // The commit that the snapshot's file names is kept by a ref at every moment: by the snapshot's own before the file is
    // written and after all is done, by another one in between.
    private Snapshot File(CapturedCode code, UpdateRequest request, Snapshot before, TaskType type, string taskPath)
    {
        string commit = code.Result.Code.Commit;
        string? trained = before.TrainedCommit ?? (before.State == SnapshotState.Created ? null : before.Commit);
        code.Repository.BeginAmend(before.Name, commit, trained);
        events?.Report(new StepEvent($"Keep commit {commit[..7]} for the snapshot '{before}'."));
        Snapshot amended = code.Store.Save(request.ApplyTo(before) with
        {
            Commit = commit,
            TrainedCommit = trained == commit ? null : trained,
            CodeFolder = code.Result.Code.Folder,
            BaseCommit = code.Result.BaseCommit,
            CommitMode = code.Mode.ToString(),
            TaskPath = taskPath,
            TaskName = type.FullName,
        });
        events?.Report(new StepEvent($"Amended snapshot '{amended}'."));
        code.Repository.EndAmend(before.Name, commit);
        return amended;
    }

    private static Snapshot Save(SnapshotStore store, Snapshot before, UpdateRequest request)
    {
        Snapshot after = request.ApplyTo(before);
        return after.Message == before.Message && after.Tags.SequenceEqual(before.Tags) ? before : store.Save(after);
    }
}
