using Flammable.Compilation;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Brings a snapshot's own code to life: read from its commit, compiled, loaded. No working tree is touched.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class SnapshotTask(ExperimentCatalog catalog)
{
    /// <summary>Loads the task.</summary>
    public LoadedTask Load(Snapshot snapshot, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        var location = new TaskLocation(
            catalog.CodeFolder(snapshot.Experiment) ?? catalog.RepositoryPath(snapshot.Experiment), snapshot.TaskPath);
        SourceSet sources = Read(snapshot, location);
        CompiledTask compiled = new TaskCompiler(catalog.CacheFolder).Compile(sources, cancellation);
        TaskType type = compiled.Manifest is not null && snapshot.TaskName is { } name
            // A manifest that names no task has the name of its folder, which may be another by now.
            ? compiled.Types.Single() with { FullName = name }
            : TaskChoice.Choose(compiled.Types, location, snapshot.TaskName);
        using var log = new RunLog(null, events);
        return LoadedTask.Load(
            compiled,
            type,
            task => Hyperparameters.Restore(task, snapshot.Parameters),
            new TaskScope(log),
            TaskPresence.Show(catalog.CacheFolder, cancellation),
            cancellation);
    }

    /// <summary>Where the snapshot's task finds its data.</summary>
    public IDataFiles Data(Snapshot snapshot) => new DataOfSnapshot(
        catalog.RepositoryPath(snapshot.Experiment),
        SnapshotCode.Of(snapshot),
        catalog.CodeFolder(snapshot.Experiment) is { } folder && Directory.Exists(folder) ? folder : null,
        Path.Combine(catalog.CacheFolder, "data"),
        () => new CodeCheckout(catalog).Write(snapshot.Experiment, SnapshotCode.Of(snapshot)));

    private SourceSet Read(Snapshot snapshot, TaskLocation location)
    {
        using ExperimentRepository repository = SnapshotCode.Open(catalog, snapshot);
        return SourceReader.FromCommit(
            location,
            repository.ListPaths(SnapshotCode.Of(snapshot)),
            chosen => repository.ReadFiles(SnapshotCode.Of(snapshot), chosen.ToHashSet().Contains));
    }
}
