using System.Runtime.ExceptionServices;

namespace Flammable.Execution;

/// <summary>Runs user code on a thread of its own, which can be left behind when it does not stop.</summary>
internal static class Worker
{
    /// <summary>Runs an action and waits for its end.</summary>
    /// <param name="scope">The run that the action belongs to.</param>
    /// <param name="action">The user's code.</param>
    /// <param name="grace">How long to wait for the action after it was cancelled, or after another thread of the task has failed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the thread may still live.</exception>
    public static void Run(TaskScope scope, Action action, TimeSpan grace, CancellationToken cancellation)
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
            Wait(ended.Task, scope.ThreadFailure, grace, cancellation);
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

    private static void Wait(Task ended, Task failure, TimeSpan grace, CancellationToken cancellation)
    {
        Task[] ends = [ended, failure];
        try
        {
            if (Task.WaitAny(ends, cancellation) != 0)
            {
                // What the task has started is to end with it.
                ended.Wait(grace, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            if (Task.WaitAny(ends, grace) < 0)
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
