using System.Runtime.ExceptionServices;

namespace Flammable.Execution;

/// <summary>Runs user code on a thread of its own, which can be left behind when it does not stop.</summary>
internal static class Worker
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs an action and waits for its end.</summary>
    /// <param name="scope">The run that the action belongs to.</param>
    /// <param name="action">The user's code.</param>
    /// <param name="cancellation">Ends the wait, half a second after it was asked for at the latest.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the thread may still live.</exception>
    public static void Run(TaskScope scope, Action action, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => ended.SetResult(Catch(scope, action)))
        {
            IsBackground = true,
            Name = "Flammable task",
        };
        thread.Start();

        try
        {
            Wait(ended.Task, scope.ThreadFailure, cancellation);
        }
        finally
        {
            ConsoleRouter.PutBack();
        }

        if (scope.ThreadFailure.IsCompleted)
        {
            ExceptionDispatchInfo.Throw(scope.ThreadFailure.Result);
        }

        if (ended.Task.Result is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static void Wait(Task ended, Task failure, CancellationToken cancellation)
    {
        Task[] ends = [ended, failure];
        try
        {
            Task.WaitAny(ends, cancellation);
        }
        catch (OperationCanceledException)
        {
            if (Task.WaitAny(ends, Grace) < 0)
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }

    private static Exception? Catch(TaskScope scope, Action action)
    {
        try
        {
            scope.Enter();
            action();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
