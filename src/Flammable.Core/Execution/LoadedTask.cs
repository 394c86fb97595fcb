using System.Reflection;
using Flammable.Compilation;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>A live task of one version of its code. Disposing it lets the code go.</summary>
internal sealed class LoadedTask : IDisposable
{
    private TaskLoadContext? _context;
    private FlamTask? _task;

    private LoadedTask(
        TaskLoadContext context,
        FlamTask task,
        IReadOnlyDictionary<string, string> packages,
        IReadOnlyDictionary<string, object?> parameters)
    {
        _context = context;
        _task = task;
        Name = task.GetType().Name;
        Packages = packages;
        Parameters = parameters;
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The versions of the packages that the task was compiled with, by name.</summary>
    public IReadOnlyDictionary<string, string> Packages { get; }

    /// <summary>The hyperparameters' values that the task starts with, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameters { get; }

    public FlamTask Task => _task ?? throw new ObjectDisposedException(Name);

    /// <summary>Loads the assembly and makes the task.</summary>
    /// <param name="compiled">The assembly.</param>
    /// <param name="type">The task's class.</param>
    /// <param name="prepare">Sets the hyperparameters of the new task.</param>
    /// <param name="scope">The run that the task is made for.</param>
    /// <param name="cancellation">Ends the wait for the task's constructor.</param>
    /// <exception cref="TaskFailedException">The constructor or a hyperparameter threw.</exception>
    /// <exception cref="HyperparameterException">A value that the user chose does not fit.</exception>
    public static LoadedTask Load(
        CompiledTask compiled, TaskType type, Action<FlamTask> prepare, TaskScope scope, CancellationToken cancellation)
    {
        var context = new TaskLoadContext(compiled);
        FlamTask? task = null;
        IReadOnlyDictionary<string, object?> parameters = Snapshots.Snapshot.EmptyParameters;
        try
        {
            TaskErrors.Translate(type.Name, "start", scope, () => Worker.Run(scope, Create, cancellation), cancellation);
            return new LoadedTask(context, task!, compiled.Packages, parameters);
        }
        catch
        {
            Unload(context);
            throw;
        }

        void Create()
        {
            task = LoadedTask.Create(context, type);
            prepare(task);
            parameters = Hyperparameters.Read(task);
        }
    }

    /// <summary>Makes sure that the task overrides a method.</summary>
    /// <exception cref="TaskMethodMissingException">It does not.</exception>
    public void EnsureImplements(string method)
    {
        if (!Task.Implements(method))
        {
            throw new TaskMethodMissingException(Name, method);
        }
    }

    public void Dispose()
    {
        if (_context is { } context)
        {
            _task = null;
            _context = null;
            Unload(context);
        }
    }

    private static void Unload(TaskLoadContext context)
    {
        context.Unload();
        TypeCaches.Clear();
    }

    private static FlamTask Create(TaskLoadContext context, TaskType type) =>
        (FlamTask)Activator.CreateInstance(
            context.LoadTask().GetType(type.FullName, throwOnError: true)!,
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
            binder: null,
            args: null,
            culture: null)!;
}
