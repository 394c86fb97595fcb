using System.IO.Enumeration;
using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Experiments;

/// <summary>Describes the tasks of a folder or file as the code stands. Nothing but what was compiled is kept.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="failed">Told of each task that cannot be described; the listing goes on. <see langword="null"/> to throw.</param>
/// <param name="events">Told of what the tasks print while they are made.</param>
/// <param name="cancellation">Ends the wait for the compiler and for the tasks.</param>
internal sealed class TaskListing(
    ExperimentCatalog catalog, Action<FlammableException>? failed, IProgress<RunEvent>? events, CancellationToken cancellation)
{
    private static readonly string[] Methods = [nameof(FlamTask.Train), nameof(FlamTask.Test), nameof(FlamTask.Eval), nameof(FlamTask.EvalPath)];

    /// <summary>Describes the tasks.</summary>
    /// <param name="location">The folder or file.</param>
    /// <param name="names">Short or full names, with wildcards; empty for all.</param>
    public IReadOnlyList<TaskDescription> Read(TaskLocation location, IReadOnlyCollection<string> names)
    {
        using ExperimentFolder folder = ExperimentFolder.Open(catalog, location);
        SourceSet sources = folder.ReadSources();
        CompiledTask compiled = new TaskCompiler(catalog.CacheFolder).Compile(sources, cancellation);
        IReadOnlyList<TaskType> all = TaskChoice.All(compiled.Types, location);
        foreach (string name in names.Where(name => !name.AsSpan().ContainsAny('*', '?') && !all.Any(type => Matches(name, type))))
        {
            Fail(new TaskNotFoundException(
                $"The path '{location.Path}' holds no task class '{name}'.", location.Path, [.. all.Select(type => type.FullName)]));
        }

        return
        [
            .. all.Where(type => names.Count == 0 || names.Any(name => Matches(name, type)))
                .Select(type => DescribeOrFail(sources, compiled, type))
                .OfType<TaskDescription>(),
        ];
    }

    private static bool Matches(string pattern, TaskType type) =>
        FileSystemName.MatchesSimpleExpression(pattern, type.Name, ignoreCase: true)
        || FileSystemName.MatchesSimpleExpression(pattern, type.FullName, ignoreCase: true);

    private TaskDescription? DescribeOrFail(SourceSet sources, CompiledTask compiled, TaskType type)
    {
        try
        {
            return Describe(sources, compiled, TaskChoice.Choose(compiled.Types, sources.Location, type.FullName));
        }
        catch (FlammableException error) when (failed is not null)
        {
            failed(error);
            return null;
        }
    }

    private TaskDescription Describe(SourceSet sources, CompiledTask compiled, TaskType type)
    {
        // Arrays: of what the compiler makes for an interface, PowerShell cannot take an element.
        string[] methods = [];
        HyperparameterDescription[] hyperparameters = [];
        using var log = new RunLog(null, events);
        LoadedTask.Load(compiled, type, Look, new TaskScope(log), TaskPresence.Show(catalog.CacheFolder, cancellation), cancellation).Dispose();
        return new TaskDescription
        {
            Name = type.Name,
            FullName = type.FullName,
            Path = Path.Combine(sources.Location.Folder, type.File.Length > 0 ? type.File : sources.ProjectFile ?? sources.Location.EntryFile),
            Methods = methods,
            Hyperparameters = hyperparameters,
        };

        void Look(FlamTask task)
        {
            methods = [.. Methods.Where(task.Implements)];
            hyperparameters = Hyperparameters.Describe(task);
        }
    }

    private void Fail(FlammableException error) => (failed ?? (one => throw one))(error);
}
