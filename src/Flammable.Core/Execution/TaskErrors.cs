using System.Reflection;
using Flammable.Errors;
using Flammable.Processes;

namespace Flammable.Execution;

/// <summary>Turns what a task throws into texts: the exception itself would keep the task's assembly loaded.</summary>
internal static class TaskErrors
{
    /// <summary>Runs a task's code.</summary>
    /// <param name="taskName">The task's class.</param>
    /// <param name="verb">What the task does, for the message.</param>
    /// <param name="scope">The run; its log takes the whole exception.</param>
    /// <param name="run">Runs the code.</param>
    /// <param name="cancellation">The run's cancellation: whatever the code throws after it counts as cancelled.</param>
    /// <exception cref="TaskFailedException">The code threw.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Translate(string taskName, string verb, TaskScope scope, Action run, CancellationToken cancellation)
    {
        try
        {
            run();
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception error)
        {
            throw Describe(taskName, verb, scope, error is TargetInvocationException { InnerException: { } inner } ? inner : error);
        }
    }

    private static FlammableException Describe(string taskName, string verb, TaskScope scope, Exception error)
    {
        string details = error is CommandFailedException command ? command.Details : Text(error.ToString, error);
        // What a program printed stands in the log already.
        Log(scope.Log, error is CommandFailedException { ExitCode: not null } ? error.Message : details);
        return error switch
        {
            TaskMethodMissingException missing => new TaskMethodMissingException(missing.TaskName, missing.Method) { Command = missing.Command },
            HyperparameterException choice => new HyperparameterException(choice.Message, choice.Name, choice.Known),
            SnapshotStoreException store => new SnapshotStoreException(store.Message, store.Path, store.Problem),
            _ => new TaskFailedException(
                $"The task '{taskName}' failed to {verb}: {Text(() => error.Message, error)}",
                taskName,
                verb,
                error.GetType().FullName ?? error.GetType().Name,
                details)
            {
                LogPath = scope.Log.Path,
                ExitCode = (error as CommandFailedException)?.ExitCode,
            },
        };
    }

    // On a full disk the task's own failure is still the one to tell.
    private static void Log(RunLog log, string details)
    {
        try
        {
            log.WriteToFile(details);
        }
        catch (SnapshotStoreException)
        {
        }
    }

    /// <summary>What an exception says. Its class is the task's own, and may throw itself.</summary>
    public static string Text(Func<string?> read, Exception error)
    {
        try
        {
            return read() ?? "";
        }
        catch (Exception)
        {
            return $"{error.GetType().FullName}{Environment.NewLine}{error.StackTrace}";
        }
    }
}
