using System.Runtime.ExceptionServices;

namespace Flammable.Execution;

/// <summary>
/// Marks the threads of a run, those that the task starts included, so that what they print goes to the run's log and
/// what they throw ends the run and not the process.
/// </summary>
internal sealed class TaskScope(RunLog log)
{
    private static readonly AsyncLocal<TaskScope?> Scope = new();
    private static int _isWatching;

    private readonly TaskCompletionSource<Exception> _threadFailure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TaskScope? Current => Scope.Value;

    public RunLog Log { get; } = log;

    /// <summary>Ends with the exception that a thread of the task did not catch, or with what else has ended the run.</summary>
    public Task<Exception> ThreadFailure => _threadFailure.Task;

    /// <summary>Puts the calling thread, and the threads it starts, into the scope.</summary>
    public void Enter()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 0)
        {
            Watch();
        }

        ConsoleRouter.Install();
        Scope.Value = this;
    }

    /// <summary>Ends the run. The first failure counts; those after it, and after the run's end, must not end the process either.</summary>
    /// <returns><see langword="true"/>: the failure is taken care of.</returns>
    public bool Take(Exception error)
    {
        _threadFailure.TrySetResult(error);
        return true;
    }

    /// <summary>Tells a listener something. What the listener does, printing included, is not the run's.</summary>
    public static void Tell(IProgress<RunEvent>? events, RunEvent news)
    {
        TaskScope? scope = Scope.Value;
        Scope.Value = null;
        try
        {
            events?.Report(news);
        }
        finally
        {
            Scope.Value = scope;
        }
    }

    private static void Watch()
    {
        try
        {
            ExceptionHandling.SetUnhandledExceptionHandler(error => Scope.Value?.Take(error) ?? false);
        }
        catch (InvalidOperationException)
        {
            // The host has a handler of its own, which decides then.
        }
    }
}
