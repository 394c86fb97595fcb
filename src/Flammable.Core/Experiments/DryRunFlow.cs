using Flammable.Compilation;
using Flammable.Execution;

namespace Flammable.Experiments;

/// <summary>The way of a dry run: compile, run for a moment, store nothing.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Stops the run.</param>
internal sealed class DryRunFlow(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Tries out what a training and a test would do.</summary>
    /// <returns>The name of the task.</returns>
    public string Run(TrainRequest request)
    {
        TaskLocation location = TaskLocation.Resolve(request.Path);
        using LoadedTask task = Load(request, location);
        using var log = new RunLog(null, events);
        var scope = new TaskScope(log);
        FlamTask live = task.Task;
        live.Link(
            TaskSnapshot.InMemory(),
            new TaskRun(
                TaskVerb.Train,
                new DataInFolders([location.Folder]),
                new ProgressMeter($"Trying out {task.Name}", events),
                cancellation)
            {
                Seed = request.Seed ?? TaskRun.NewSeed(),
                IsDryRun = true,
            });
        TaskErrors.Translate(task.Name, "train", scope, () => Worker.Run(scope, live.DryRun, task.StopGrace, cancellation), cancellation);
        return task.Name;
    }

    private LoadedTask Load(TrainRequest request, TaskLocation location)
    {
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        var tasks = new TaskOnDisk(catalog, events, cancellation);
        (CompiledTask compiled, TaskType type) = tasks.Compile(folder.ReadSources(), request.TaskName);
        return tasks.Load(compiled, type, request.Parameters);
    }
}
