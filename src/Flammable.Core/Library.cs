using Flammable.Compilation;
using Flammable.DataFiles;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Exporting;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable;

/// <summary>The folder that owns all experiments of a user, and the front door of Flammable: one method per verb.</summary>
public sealed partial class Library
{
    private readonly ExperimentCatalog _catalog;
    private readonly CommitMode? _commitMode;

    private Library(string folder, CommitMode? commitMode)
    {
        Folder = folder;
        _commitMode = commitMode;
        _catalog = new ExperimentCatalog(folder);
    }

    /// <summary>The full path of the library's folder.</summary>
    public string Folder { get; }

    /// <summary>Opens a library. Nothing is created before something is filed.</summary>
    /// <param name="folder">The folder; <see langword="null"/> for the one that the configuration says.</param>
    /// <exception cref="SnapshotStoreException">The folder is a file, or the configuration cannot be read.</exception>
    public static Library Open(string? folder = null)
    {
        Configuration configuration = Configuration.Load();
        string path = folder is null
            ? configuration.Library
            : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return File.Exists(path)
            ? throw new SnapshotStoreException($"The library '{path}' is a file, not a folder.", path, StoreProblem.Misplaced)
            : new Library(path, configuration.CommitMode);
    }

    /// <summary>Captures the code, makes a snapshot and trains it.</summary>
    /// <param name="request">What to train, and under which rules.</param>
    /// <param name="events">Told of each step, of progress, of what the task prints.</param>
    /// <param name="cancellation">Stops the training; the snapshot then says interrupted.</param>
    /// <returns>The trained snapshot, or <see langword="null"/> where the code is unchanged and the request says nothing for that case.</returns>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public Snapshot? Train(TrainRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        EnsureApart(request.Path);
        return new TrainingFlow(_catalog, _commitMode, events, cancellation).Run(request);
    }

    /// <summary>
    /// Tries a task out: one batch of training, validation and test where the task is a <see cref="Training.ModelTask{TModel, TSample, TOutput}"/>,
    /// else what the task makes of <see cref="TaskRun.IsDryRun"/>. Nothing is captured and nothing is stored.
    /// </summary>
    /// <param name="request">What to try out; its rules about changes do not count.</param>
    /// <param name="events">Told of each step, of progress, of what the task prints.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The name of the task.</returns>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public string DryRun(TrainRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default) =>
        new DryRunFlow(_catalog, events, cancellation).Run(request);

    /// <summary>Tests a trained snapshot with its own code and records the results in it.</summary>
    /// <param name="request">What to test, and under which rules.</param>
    /// <param name="events">Told of progress and of what the task prints.</param>
    /// <param name="cancellation">Stops the test; the snapshot is then as it was.</param>
    /// <returns>The tested snapshot.</returns>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public Snapshot Test(TestRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        var rules = new TrainedSnapshot(_catalog);
        Snapshot found = rules.Find(request.Path, request.Snapshot, request.Ignore);
        SnapshotStore store = _catalog.Snapshots(found.Experiment);
        using SnapshotLock held = SnapshotLock.ForWriting(store.Key(found.Name));
        Snapshot snapshot = store.Read(store.Key(found.Name));
        if (snapshot.IsTested && !request.Retest)
        {
            throw new SnapshotStateException(
                $"The snapshot '{snapshot}' was tested already.", snapshot.Name, SnapshotStateProblem.AlreadyTested);
        }

        // At once: who follows the run knows by the number which points are its own.
        snapshot = store.Save(snapshot with { TestRunsBegun = snapshot.TestRunsBegun + 1 });
        var tasks = new SnapshotTask(_catalog);
        using LoadedTask task = tasks.Load(snapshot, events, cancellation);
        task.EnsureImplements(nameof(FlamTask.Test));
        var data = new DeclaredData(tasks.Data(snapshot), new DataHashes(_catalog.CacheFolder), snapshot, events, cancellation);
        return new SnapshotRun(store, data, events, cancellation).Test(task, snapshot);
    }

    /// <summary>Loads a trained snapshot's task to evaluate any number of files with it.</summary>
    /// <param name="request">Which model to evaluate with.</param>
    /// <param name="events">Told of what the task prints while it is made.</param>
    /// <param name="cancellation">Stops the loading.</param>
    /// <exception cref="FlammableException">Something is in the way; each kind says what.</exception>
    public EvalSession OpenEval(EvalRequest request, IProgress<RunEvent>? events = null, CancellationToken cancellation = default)
    {
        Snapshot snapshot = new TrainedSnapshot(_catalog).Find(request.Path, request.Snapshot, request.Ignore);
        SnapshotLock held = SnapshotLock.ForReading(_catalog.Snapshots(snapshot.Experiment).Key(snapshot.Name));
        try
        {
            var tasks = new SnapshotTask(_catalog);
            return new EvalSession(snapshot, tasks.Load(snapshot, events, cancellation), held, tasks.Data(snapshot));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Tells where a task's folder stands against its last snapshot.</summary>
    /// <param name="path">The full path of a task file or folder.</param>
    /// <param name="cancellation">Cancels the check.</param>
    public ExperimentStatus GetStatus(string path, CancellationToken cancellation = default)
    {
        using ExperimentFolder folder = ExperimentFolder.Open(_catalog, TaskLocation.Resolve(path));
        cancellation.ThrowIfCancellationRequested();
        return new ExperimentStatus
        {
            Path = folder.Location.Folder,
            Experiment = folder.Experiment,
            Repository = folder.WorkTree?.Location.WorkTree,
            Branch = folder.WorkTree?.Branch,
            CommitMode = _commitMode ?? folder.DefaultMode,
            LastSnapshot = folder.LastSnapshot,
            ChangedFiles = folder.GetChanges(),
        };
    }

    /// <summary>Lists snapshots, newest first, each as soon as it is read.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="unreadable">Told of each snapshot that cannot be read; the listing goes on. <see langword="null"/> to throw.</param>
    /// <exception cref="SnapshotStoreException">A snapshot cannot be read, and nobody is to be told.</exception>
    public IEnumerable<Snapshot> GetSnapshots(SnapshotFilter? filter = null, Action<SnapshotStoreException>? unreadable = null)
    {
        filter ??= new SnapshotFilter();
        return NewestFirst.Merge(ExperimentNames(filter.Experiment).Select(name => ReadAll(name, unreadable)))
            .Where(filter.Matches)
            .Take(filter.Last ?? int.MaxValue);
    }

    /// <summary>Finds one snapshot.</summary>
    /// <param name="id">
    /// An id or a name; <c>last</c> for the newest; <c>best:METRIC</c> and <c>best:-METRIC</c> for the trained one with the
    /// greatest and the least last value of a metric, in the test where any has it there, else in the validation, else in the
    /// training; a tag; the unique beginning of an id or a name. <c>experiment/</c> may stand before each.
    /// </param>
    /// <param name="experiment">The experiment to look in; <see langword="null"/> for all.</param>
    /// <exception cref="ExperimentNotFoundException">No experiment has that name.</exception>
    /// <exception cref="SnapshotNotFoundException">None matches, or several.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot yet that a word could mean.</exception>
    /// <exception cref="SnapshotStoreException">It cannot be read.</exception>
    public Snapshot GetSnapshot(string id, string? experiment = null)
    {
        (string? named, string wanted) = SnapshotSearch.Split(id);
        string? scope = named ?? experiment;
        string place = scope is null ? $"the library '{Folder}'" : $"the experiment '{scope}' of the library '{Folder}'";
        return new SnapshotSearch(_catalog, place, [.. GetSnapshotKeys(scope)]).Find(wanted, id);
    }

    /// <summary>
    /// Reads the points of a snapshot's series, in the order of their appending, each as it is read: those of the training and
    /// of the last test that ran to its end. A result that was stored more than once has a point each time: the last one counts.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="filter">Which points.</param>
    /// <param name="follow">
    /// Whether to wait for more, for as long as a run writes to the snapshot. Where it is a test, its points are read in place of
    /// those of the test before it.
    /// </param>
    /// <param name="cancellation">Ends the reading and the waiting.</param>
    /// <exception cref="SnapshotStoreException">The journal cannot be read, or a line of it is damaged.</exception>
    public IEnumerable<SeriesPoint> GetMetrics(
        Snapshot snapshot, MetricFilter? filter = null, bool follow = false, CancellationToken cancellation = default)
    {
        SnapshotStore store = _catalog.Snapshots(snapshot.Experiment);
        IEnumerable<SeriesPoint> points = new SnapshotMetrics(store, store.Key(snapshot.Name)).Read(follow, cancellation);
        return filter is null ? points : points.Where(filter.Matches);
    }

    /// <summary>Writes snapshots with their points to one file, whole or not at all.</summary>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="format">What to write.</param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <param name="cancellation">Ends the export; no file appears then.</param>
    /// <exception cref="SnapshotStoreException">A snapshot cannot be read.</exception>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public void Export(
        IEnumerable<Snapshot> snapshots, string path, ExportFormat format, bool overwrite = false, CancellationToken cancellation = default) =>
        new SnapshotExport(snapshot => GetMetrics(snapshot, null, follow: false, cancellation)).Write(snapshots, path, format, overwrite);

    /// <summary>The keys of all snapshots, newest first, from the folders' names alone.</summary>
    /// <param name="experiment">The experiment's name, with wildcards; <see langword="null"/> for all.</param>
    /// <exception cref="ExperimentNotFoundException">No experiment has that name.</exception>
    public IEnumerable<SnapshotKey> GetSnapshotKeys(string? experiment = null) =>
        ExperimentNames(experiment)
            .SelectMany(name => _catalog.Snapshots(name).Keys())
            .OrderByDescending(key => key.Name, StringComparer.Ordinal);

    /// <summary>Lists the experiments by name.</summary>
    /// <param name="name">The name, with wildcards; <see langword="null"/> for all.</param>
    /// <exception cref="ExperimentNotFoundException">No experiment has that name.</exception>
    public IEnumerable<Experiment> GetExperiments(string? name = null) => ExperimentNames(name).Select(_catalog.Read);

    /// <summary>Makes an experiment of a folder of code, before its first training.</summary>
    /// <param name="folder">The full path of the folder with the code.</param>
    /// <param name="name">The experiment's name; <see langword="null"/> for the folder's.</param>
    /// <exception cref="ExperimentExistsException">The folder has an experiment, or the library one of that name.</exception>
    /// <exception cref="TaskNotFoundException">The folder does not exist.</exception>
    public Experiment AddExperiment(string folder, string? name = null)
    {
        EnsureApart(folder);
        TaskLocation location = TaskLocation.Resolve(folder);
        if (name is not null)
        {
            ExperimentName.EnsureValid(name, nameof(name));
        }

        using ExperimentFolder found = ExperimentFolder.Open(_catalog, location);
        return found.Experiment is { } existing
            ? throw new ExperimentExistsException($"The folder '{location.Folder}' is experiment '{existing}' already.", existing)
            : _catalog.Add(location.Folder, name);
    }

    /// <summary>The names of the classes at a path that look like tasks, read from the source text alone; empty where there are none.</summary>
    /// <param name="path">The full path of a task file or folder.</param>
    public IReadOnlyList<string> GetTaskNames(string path) => TaskNameScan.Find(path);

    /// <summary>
    /// Describes the tasks at a path as the code stands. It is compiled and each task is made, to read its hyperparameters;
    /// nothing is captured and nothing filed.
    /// </summary>
    /// <param name="path">The full path of a task file or folder.</param>
    /// <param name="names">The classes' short or full names; <c>*</c>, <c>?</c> match, and letters in either case. <see langword="null"/> or empty for all.</param>
    /// <param name="failed">Told of each class that cannot be made, and of each name that no class has; the listing goes on. <see langword="null"/> to throw.</param>
    /// <param name="events">Told of what the tasks print while they are made.</param>
    /// <param name="cancellation">Cancels the compilation and the wait for the tasks.</param>
    /// <exception cref="FlammableException">The path holds no task, or its code does not compile; each kind says what.</exception>
    public IReadOnlyList<TaskDescription> GetTasks(
        string path,
        IReadOnlyCollection<string>? names = null,
        Action<FlammableException>? failed = null,
        IProgress<RunEvent>? events = null,
        CancellationToken cancellation = default) =>
        new TaskListing(_catalog, failed, events, cancellation).Read(TaskLocation.Resolve(path), names ?? []);

    private IEnumerable<string> ExperimentNames(string? pattern)
    {
        string[] names = [.. _catalog.Names(pattern)];
        bool isOneName = pattern is not null && !pattern.AsSpan().ContainsAny('*', '?');
        return names.Length == 0 && isOneName ? throw new ExperimentNotFoundException(pattern!, Folder) : names;
    }

    private IEnumerable<Snapshot> ReadAll(string experiment, Action<SnapshotStoreException>? unreadable) =>
        _catalog.Snapshots(experiment).Keys().Select(key => ReadOrTell(key, unreadable)).OfType<Snapshot>();

    private Snapshot? ReadOrTell(SnapshotKey key, Action<SnapshotStoreException>? unreadable)
    {
        try
        {
            return _catalog.Snapshots(key.Experiment).Read(key);
        }
        catch (SnapshotStoreException error) when (unreadable is not null)
        {
            unreadable(error);
            return null;
        }
    }

    private void EnsureApart(string path)
    {
        string code = TaskLocation.Resolve(path).Folder;
        if (RealPath.Overlap(code, Folder))
        {
            throw new SnapshotStoreException(
                $"The library '{Folder}' and the experiment's folder '{code}' lie inside one another.", Folder, StoreProblem.Misplaced);
        }
    }
}
