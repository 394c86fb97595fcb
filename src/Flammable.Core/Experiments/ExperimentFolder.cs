using Flammable.Compilation;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>A task's folder as it stands: its repository, its experiment, its last snapshot.</summary>
internal sealed class ExperimentFolder : IDisposable
{
    private readonly ExperimentCatalog _catalog;
    private readonly DateTime _opened = DateTime.UtcNow;
    private UnchangedMark? _mark;

    private ExperimentFolder(ExperimentCatalog catalog, TaskLocation location, WorkTree? workTree)
    {
        _catalog = catalog;
        Location = location;
        WorkTree = workTree;
        Experiment = catalog.Find(location.Folder, snapshot => workTree?.HasCode(new CodeBase(snapshot.Commit, snapshot.CodeFolder)) ?? false);
        LastSnapshot = Experiment is null ? null : FindLast(catalog.Snapshots(Experiment));
    }

    public TaskLocation Location { get; }

    /// <summary>The repository; <see langword="null"/> where the folder is in none yet.</summary>
    public WorkTree? WorkTree { get; }

    /// <summary>The experiment's name; <see langword="null"/> where the folder has none yet.</summary>
    public string? Experiment { get; }

    /// <summary>The last snapshot of the task; of any task of the folder where the folder was named.</summary>
    public Snapshot? LastSnapshot { get; }

    /// <summary>Where a commit is put if nobody says otherwise.</summary>
    public CommitMode DefaultMode => WorkTree?.Location.IsRoot ?? true ? CommitMode.Branch : CommitMode.Detached;

    /// <summary>Opens the folder of a task.</summary>
    public static ExperimentFolder Open(ExperimentCatalog catalog, TaskLocation location)
    {
        RepositoryLocation? repository = RepositoryLocation.Find(location.Folder);
        WorkTree? workTree = repository is null ? null : WorkTree.Open(repository);
        try
        {
            return new ExperimentFolder(catalog, location, workTree);
        }
        catch
        {
            workTree?.Dispose();
            throw;
        }
    }

    /// <summary>Opens the folder after a repository was made of it.</summary>
    public ExperimentFolder WithRepository() =>
        new(_catalog, Location, WorkTree.Open(RepositoryLocation.Create(Location.Folder)));

    /// <summary>Reads the task's code.</summary>
    public SourceSet ReadSources() => Look(workTree => SourceReader.FromDisk(Location, workTree.IsIgnored));

    /// <summary>The files that differ from the last snapshot's; all of them where there is none.</summary>
    public IReadOnlyList<ChangedFile> GetChanges()
    {
        if (LastSnapshot is null)
        {
            return Look(workTree => workTree.GetChanges(null, null));
        }

        var code = new CodeBase(LastSnapshot.Commit, LastSnapshot.CodeFolder);
        if (WorkTree is null)
        {
            return Look(workTree => Compare(workTree, code));
        }

        _mark = UnchangedMark.Of(_catalog.CacheFolder, Location.Folder, WorkTree, code, _opened);
        return _mark.Check(() => Compare(WorkTree, code));
    }

    /// <summary>Remembers that the folder, as it was when its changes were asked for, is captured in this code.</summary>
    public void KeepAsCaptured(CodeBase code) => _mark?.Keep(code);

    public void Dispose() => WorkTree?.Dispose();

    private IReadOnlyList<ChangedFile> Compare(WorkTree workTree, CodeBase code)
    {
        using ExperimentRepository? repository = ExperimentRepository.Open(_catalog.RepositoryPath(Experiment!));
        return workTree.GetChanges(code, repository);
    }

    private Snapshot? FindLast(SnapshotStore store)
    {
        IEnumerable<Snapshot> snapshots = store.Keys().Select(store.Read);
        return Location.EntryFile.Length == 0
            ? snapshots.FirstOrDefault()
            : snapshots.FirstOrDefault(snapshot => snapshot.TaskPath.Length == 0 || snapshot.TaskPath == Location.EntryFile);
    }

    private T Look<T>(Func<WorkTree, T> look) =>
        WorkTree is null ? UntrackedFolder.Look(Location.Folder, look) : look(WorkTree);
}
