using System.Reflection;
using Flammable.Compilation;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>A live task of one version of its code. Disposing it lets the code go.</summary>
internal sealed class LoadedTask : IDisposable
{
    private readonly TaskLoadContext _context;
    private FlamTask? _task;

    private LoadedTask(TaskLoadContext context, FlamTask task)
    {
        _context = context;
        _task = task;
        Name = task.GetType().Name;
        FullName = task.GetType().FullName!;
    }

    /// <summary>The class's name.</summary>
    public string Name { get; }

    /// <summary>The class's full name.</summary>
    public string FullName { get; }

    public FlamTask Task => _task ?? throw new ObjectDisposedException(Name);

    /// <summary>Loads the assembly and makes the task.</summary>
    /// <exception cref="TaskFailedException">The constructor threw.</exception>
    public static LoadedTask Load(CompiledTask compiled, TaskType type, TaskScope scope, CancellationToken cancellation)
    {
        var context = new TaskLoadContext(compiled);
        FlamTask? task = null;
        try
        {
            TaskErrors.Translate(
                type.Name, "start", scope, () => Worker.Run(scope, () => task = Create(context, type), cancellation), cancellation);
            return new LoadedTask(context, task!);
        }
        catch
        {
            context.Unload();
            throw;
        }
    }

    /// <summary>Makes sure that the task overrides a method.</summary>
    /// <exception cref="TaskMethodMissingException">It does not.</exception>
    public void EnsureImplements(string method)
    {
        if (Task.GetType().GetMethod(method)!.DeclaringType == typeof(FlamTask))
        {
            throw new TaskMethodMissingException(Name, method);
        }
    }

    public void Dispose()
    {
        _task = null;
        _context.Unload();
    }

    private static FlamTask Create(TaskLoadContext context, TaskType type) =>
        (FlamTask)Activator.CreateInstance(
            context.LoadTask().GetType(type.FullName, throwOnError: true)!,
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
            binder: null,
            args: null,
            culture: null)!;
}
