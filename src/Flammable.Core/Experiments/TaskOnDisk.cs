using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Experiments;

/// <summary>Brings the code of an experiment's folder to life, as it stands there.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="events">Told of each step.</param>
/// <param name="cancellation">Ends the compilation.</param>
internal sealed class TaskOnDisk(ExperimentCatalog catalog, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    /// <summary>Compiles the code and chooses the task.</summary>
    /// <exception cref="TaskCompilationException">The code does not compile.</exception>
    /// <exception cref="TaskNotFoundException">No task is meant, or several are.</exception>
    public (CompiledTask Compiled, TaskType Type) Compile(SourceSet sources, string? taskName)
    {
        CompiledTask compiled = new TaskCompiler(catalog.CacheFolder).Compile(sources, cancellation);
        TaskType type = TaskChoice.Choose(compiled.Types, sources.Location, taskName);
        events?.Report(new StepEvent($"Compiled '{sources.Location.Path}'."));
        foreach (string outside in OutsideProjects.Of(sources))
        {
            events?.Report(new WarningEvent($"The project '{outside}' lies outside the experiment's folder: its code is not captured."));
        }

        return (compiled, type);
    }

    /// <summary>Loads a task that can be trained.</summary>
    /// <exception cref="HyperparameterException">A value does not fit.</exception>
    /// <exception cref="TaskMethodMissingException">The task cannot be trained.</exception>
    public LoadedTask Load(CompiledTask compiled, TaskType type, IReadOnlyDictionary<string, object?> parameters)
    {
        using var log = new RunLog(null, events);
        LoadedTask task = LoadedTask.Load(
            compiled,
            type,
            made => Hyperparameters.Choose(made, parameters),
            new TaskScope(log),
            TaskPresence.Show(catalog.CacheFolder, cancellation),
            cancellation);
        try
        {
            task.EnsureImplements(nameof(FlamTask.Train));
            return task;
        }
        catch
        {
            task.Dispose();
            throw;
        }
    }
}
