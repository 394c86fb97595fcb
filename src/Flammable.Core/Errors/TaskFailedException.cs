namespace Flammable.Errors;

/// <summary>
/// The task's own code failed. It carries texts only, never the task's exception: a live exception would keep the
/// task's assembly loaded for ever.
/// </summary>
public sealed class TaskFailedException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: which task failed at what, and the failure's own message.</param>
    /// <param name="taskName">The task's class.</param>
    /// <param name="verb">What it was doing: train, test, evaluate or start.</param>
    /// <param name="errorType">The full name of the exception's type.</param>
    /// <param name="details">The exception as text, with its stack trace; of a program, the last lines that it printed.</param>
    public TaskFailedException(string message, string taskName, string verb, string errorType, string details)
        : base(message)
    {
        TaskName = taskName;
        Verb = verb;
        ErrorType = errorType;
        Details = details;
    }

    /// <summary>The task's class.</summary>
    public string TaskName { get; }

    /// <summary>What it was doing: train, test, evaluate or start.</summary>
    public string Verb { get; }

    /// <summary>The full name of the exception's type.</summary>
    public string ErrorType { get; }

    /// <summary>The exception as text, with its stack trace; of a program, the last lines that it printed.</summary>
    public string Details { get; }

    /// <summary>The exit code of the task's program; <see langword="null"/> where the task is none, or it did not start.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The name of the snapshot that records the failure, or <see langword="null"/> where there is none.</summary>
    public string? SnapshotName { get; init; }

    /// <summary>The full path of the run's log, or <see langword="null"/> where there is none.</summary>
    public string? LogPath { get; init; }
}
