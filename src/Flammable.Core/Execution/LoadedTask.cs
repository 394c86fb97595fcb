using System.Reflection;
using Flammable.Compilation;
using Flammable.Errors;
using Flammable.Processes;

namespace Flammable.Execution;

/// <summary>A live task of one version of its code. Disposing it lets the code go.</summary>
internal sealed class LoadedTask : IDisposable
{
    private static readonly string[] Methods =
        [nameof(FlamTask.Train), nameof(FlamTask.Test), nameof(FlamTask.Eval), nameof(FlamTask.EvalPath)];

    private readonly IReadOnlyList<string> _methods;
    private readonly IDisposable? _presence;
    private TaskLoadContext? _context;
    private FlamTask? _task;

    private LoadedTask(
        TaskLoadContext? context,
        FlamTask task,
        IReadOnlyDictionary<string, string> packages,
        IReadOnlyDictionary<string, object?> parameters,
        IReadOnlyList<string> methods,
        IDisposable? presence)
    {
        _presence = presence;
        _context = context;
        _task = task;
        _methods = methods;
        Name = task.DisplayName;
        StopGrace = task.StopGrace;
        Packages = packages;
        Parameters = parameters;
    }

    /// <summary>The class's name, or the manifest's.</summary>
    public string Name { get; }

    /// <summary>How long the task may go on after its run was cancelled.</summary>
    public TimeSpan StopGrace { get; }

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
    /// <param name="presence">What ends together with the task, or where it cannot be loaded.</param>
    /// <param name="cancellation">Ends the wait for the task's constructor.</param>
    /// <exception cref="TaskFailedException">The constructor or a hyperparameter threw.</exception>
    /// <exception cref="HyperparameterException">A value that the user chose does not fit.</exception>
    public static LoadedTask Load(
        CompiledTask compiled,
        TaskType type,
        Action<FlamTask> prepare,
        TaskScope scope,
        IDisposable? presence,
        CancellationToken cancellation)
    {
        TaskLoadContext? context = compiled.Manifest is null ? new TaskLoadContext(compiled) : null;
        FlamTask? task = null;
        string[] methods = [];
        IReadOnlyDictionary<string, object?> parameters = Snapshots.Snapshot.EmptyParameters;
        try
        {
            TaskErrors.Translate(type.Name, "start", scope, () => Worker.Run(scope, Create, FlamTask.DefaultStopGrace, cancellation), cancellation);
            return new LoadedTask(context, task!, compiled.Packages, parameters, methods, presence);
        }
        catch
        {
            Unload(context);
            presence?.Dispose();
            throw;
        }

        void Create()
        {
            task = context is null ? new ManifestTask(type.Name, compiled.Manifest!) : LoadedTask.Create(context, type);
            prepare(task);
            parameters = Hyperparameters.Read(task);
            methods = [.. Methods.Where(task.Implements)];
        }
    }

    /// <summary>Makes sure that the task implements a method.</summary>
    /// <exception cref="TaskMethodMissingException">It does not.</exception>
    public void EnsureImplements(string method)
    {
        if (!_methods.Contains(method))
        {
            throw Task.Missing(method);
        }
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _task, null)?.Close();
        TaskLoadContext? context = _context;
        _context = null;
        Unload(context);
        _presence?.Dispose();
    }

    private static void Unload(TaskLoadContext? context)
    {
        if (context is not null)
        {
            context.Unload();
            TypeCaches.Clear();
        }
    }

    private static FlamTask Create(TaskLoadContext context, TaskType type) =>
        (FlamTask)Activator.CreateInstance(
            context.LoadTask().GetType(type.FullName, throwOnError: true)!,
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
            binder: null,
            args: null,
            culture: null)!;
}
