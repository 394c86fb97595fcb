using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Brings a snapshot's own code to life: read from its commit, compiled, loaded. No working tree is touched.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class SnapshotTask(ExperimentCatalog catalog)
{
    /// <summary>Loads the task.</summary>
    /// <exception cref="RepositoryException">The snapshot's commit is missing.</exception>
    /// <exception cref="SnapshotStateException">The code has no task of the snapshot's.</exception>
    /// <exception cref="TaskCompilationException">The code does not compile with this version of Flammable.</exception>
    public LoadedTask Load(Snapshot snapshot, IProgress<RunEvent>? events, CancellationToken cancellation)
    {
        var location = new TaskLocation(
            catalog.CodeFolder(snapshot.Experiment) ?? catalog.RepositoryPath(snapshot.Experiment), snapshot.TaskPath);
        CompiledTask compiled = Compile(snapshot, Read(snapshot, location), cancellation);
        TaskType type = Choose(snapshot, compiled, location);
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

    private CompiledTask Compile(Snapshot snapshot, SourceSet sources, CancellationToken cancellation)
    {
        try
        {
            return new TaskCompiler(catalog.CacheFolder).Compile(sources, cancellation);
        }
        catch (TaskCompilationException error)
        {
            throw new TaskCompilationException(snapshot.ToString(), snapshot.Version, error);
        }
    }

    private static TaskType Choose(Snapshot snapshot, CompiledTask compiled, TaskLocation location)
    {
        if (compiled.Manifest is not null && snapshot.TaskName is { } manifestName)
        {
            // A manifest that names no task has the name of its folder, which may be another by now.
            return compiled.Types.Single() with { FullName = manifestName };
        }

        try
        {
            return TaskChoice.Choose(compiled.Types, location, snapshot.TaskName);
        }
        catch (TaskNotFoundException error) when (snapshot.TaskName is { } name && compiled.Types.All(type => type.FullName != name))
        {
            string others = error.Candidates.Count == 0 ? "no task" : QuotedNames.Of(error.Candidates);
            throw new SnapshotStateException(
                $"The code of snapshot '{snapshot}' has no task class '{name}'; it has {others}.", snapshot.Name, SnapshotStateProblem.TaskMissing);
        }
    }
}
