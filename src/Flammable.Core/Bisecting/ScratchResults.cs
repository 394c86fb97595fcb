using System.Globalization;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Bisecting;

/// <summary>
/// The commits that a search has trained, as snapshots in the library's cache. They are kept one by one, so that a search that
/// was stopped goes on, and serve every search for the same task with the same seed and the same chosen values.
/// </summary>
internal sealed class ScratchResults : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ExperimentCatalog _catalog;
    private readonly CommitHistory _history;
    private readonly SearchEnds _ends;
    private readonly IReadOnlyDictionary<string, Snapshot> _trained;
    private readonly string _key;
    private readonly SnapshotStore _store;
    private readonly CancellationToken _cancellation;
    private readonly ScratchTraining _training;
    private Dictionary<string, Snapshot> _byTree;
    private IDisposable? _turn;

    /// <summary>Reads what earlier searches have left.</summary>
    /// <param name="catalog">The library's experiments.</param>
    /// <param name="history">The experiment's commits.</param>
    /// <param name="ends">The two snapshots.</param>
    /// <param name="trained">The library's trained snapshots by the tree of their code: where only a test is missing, they are copied.</param>
    /// <param name="events">Told of progress and of what the tasks print.</param>
    /// <param name="cancellation">Stops the runs.</param>
    public ScratchResults(
        ExperimentCatalog catalog,
        CommitHistory history,
        SearchEnds ends,
        IReadOnlyDictionary<string, Snapshot> trained,
        IProgress<RunEvent>? events,
        CancellationToken cancellation)
    {
        _catalog = catalog;
        _history = history;
        _ends = ends;
        _trained = trained;
        _cancellation = cancellation;
        _key = CacheName.Of(string.Join('\n', Ingredients(ends.Bad)));
        _store = new SnapshotStore(ends.Bad.Experiment, Path.Combine(catalog.CacheFolder, "bisect", _key));
        _training = new ScratchTraining(catalog, _store, ends.Bad, events, cancellation);
        _byTree = ReadAll();
    }

    private ComparedMetric Metric => _ends.Metric;

    /// <summary>The result for a tree, which may be a failure; <see langword="null"/> where there is none yet.</summary>
    public Snapshot? Find(string tree) => _byTree.GetValueOrDefault(tree) is { } found && IsDone(found) ? found : null;

    /// <summary>Trains a commit's code, and tests it where the metric is a test's. What was done before is not done again.</summary>
    /// <exception cref="SnapshotStateException">Another search trains for the same results.</exception>
    /// <exception cref="FlammableException">The code cannot be run; each kind says why.</exception>
    public Snapshot Run(CommittedCode code)
    {
        if (_turn is null)
        {
            _turn = TakeTurn();
            _byTree = ReadAll();
        }

        if (Find(code.Tree) is { } done)
        {
            return done;
        }

        return _byTree[code.Tree] = Metric.Split == MetricSplit.Test
            ? _training.Test(FindTestable(code.Tree) ?? Train(code))
            : Train(code);
    }

    /// <summary>Keeps of each result what it takes to know it again; failures are tried anew by the next search.</summary>
    public void Shrink()
    {
        if (_turn is null)
        {
            return;
        }

        foreach (Snapshot snapshot in Stored())
        {
            try
            {
                if (snapshot.State == SnapshotState.Trained)
                {
                    DeleteFiles(snapshot);
                }
                else
                {
                    Directory.Delete(snapshot.Path, recursive: true);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It is a cache: what stays in it takes space and does no harm.
            }
        }
    }

    public void Dispose() => _turn?.Dispose();

    private static IEnumerable<string> Ingredients(Snapshot bad) =>
    [
        bad.Experiment,
        bad.TaskName ?? "",
        bad.Seed?.ToString(CultureInfo.InvariantCulture) ?? "",
        .. bad.ChosenParameters.Order(StringComparer.Ordinal).Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}={bad.Parameters.GetValueOrDefault(name)}")),
    ];

    private bool IsDone(Snapshot snapshot) =>
        snapshot.State == SnapshotState.Failed
        || (snapshot.State == SnapshotState.Trained && (Metric.Split != MetricSplit.Test || snapshot.IsTested));

    private Snapshot? FindTestable(string tree) =>
        _byTree.GetValueOrDefault(tree) is { } begun && ScratchTraining.CanTest(begun) ? begun
        : _trained.GetValueOrDefault(tree) is { } original && ScratchTraining.CanTest(original) ? _training.Copy(original)
        : null;

    private Snapshot Train(CommittedCode code)
    {
        Snapshot? begun = _byTree.GetValueOrDefault(code.Tree);
        try
        {
            return _training.Train(Draft(code, _ends.Bad), begun);
        }
        catch (Exception error) when (IsOtherTask(error) && (_ends.Good.TaskPath, _ends.Good.TaskName) != (_ends.Bad.TaskPath, _ends.Bad.TaskName))
        {
            // The task has been renamed on the way.
            return _training.Train(Draft(code, _ends.Good), begun);
        }
    }

    private static bool IsOtherTask(Exception error) =>
        error is TaskNotFoundException or SnapshotStateException { Problem: SnapshotStateProblem.TaskMissing };

    // Until it has a name of its own, messages call it by its commit.
    private Snapshot Draft(CommittedCode code, Snapshot named) => new()
    {
        Id = "",
        Name = code.Code.Commit[..7],
        Experiment = _ends.Bad.Experiment,
        Path = "",
        State = SnapshotState.Created,
        Commit = code.Code.Commit,
        CodeFolder = code.Code.Folder,
        TaskPath = named.TaskPath,
        TaskName = named.TaskName,
        Timestamp = DateTimeOffset.Now,
        Seed = _ends.Bad.Seed ?? TaskRun.NewSeed(),
        Parameters = _ends.Bad.ChosenParameters.ToDictionary(name => name, name => _ends.Bad.Parameters.GetValueOrDefault(name)),
        ChosenParameters = _ends.Bad.ChosenParameters,
        Version = FlammableVersion.Current,
    };

    private Dictionary<string, Snapshot> ReadAll()
    {
        var byTree = new Dictionary<string, Snapshot>();
        foreach (Snapshot snapshot in Stored())
        {
            if (_history.Find(SearchEnds.CodeOf(snapshot)) is { } code)
            {
                byTree.TryAdd(code.Tree, snapshot);
            }
        }

        return byTree;
    }

    private IEnumerable<Snapshot> Stored()
    {
        foreach (SnapshotKey key in _store.Keys())
        {
            Snapshot snapshot;
            try
            {
                snapshot = _store.Read(key);
            }
            catch (SnapshotStoreException)
            {
                // Whatever is wrong with it, training it again makes it good.
                continue;
            }

            yield return snapshot;
        }
    }

    private FileStream TakeTurn()
    {
        string locks = Path.Combine(_catalog.CacheFolder, "locks");
        try
        {
            Directory.CreateDirectory(locks);
            return FileLock.Wait(
                () => new FileStream(Path.Combine(locks, $"bisect-{_key}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), Patience, _cancellation);
        }
        catch (TimeoutException)
        {
            throw new SnapshotStateException(
                $"Another search trains commits of the experiment '{_ends.Bad.Experiment}' as snapshot '{_ends.Bad}' was trained.",
                _ends.Bad.Name,
                SnapshotStateProblem.InUse);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The library's folder '{_catalog.CacheFolder}' cannot be written: {error.Message}", _catalog.CacheFolder, StoreProblem.NotWritable, error);
        }
    }

    private static void DeleteFiles(Snapshot snapshot)
    {
        foreach (FileSystemInfo item in new DirectoryInfo(snapshot.Path).EnumerateFileSystemInfos().Where(item => item.Name != SnapshotStore.FileName))
        {
            if (item is DirectoryInfo { LinkTarget: null } directory)
            {
                directory.Delete(recursive: true);
            }
            else
            {
                item.Delete();
            }
        }
    }
}
