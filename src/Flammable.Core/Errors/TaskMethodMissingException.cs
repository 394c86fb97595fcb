namespace Flammable.Errors;

/// <summary>The task does not implement the method that was asked for.</summary>
public sealed class TaskMethodMissingException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="taskName">The task's class.</param>
    /// <param name="method">The method: Train, Test, Eval, EvalPath.</param>
    public TaskMethodMissingException(string taskName, string method)
        : base($"The task '{taskName}' does not implement {method}.")
    {
        TaskName = taskName;
        Method = method;
    }

    /// <summary>The task's class.</summary>
    public string TaskName { get; }

    /// <summary>The method that was asked for.</summary>
    public string Method { get; }

    /// <summary>The command that the task's <c>flammable.json</c> would need, such as <c>test</c>; <see langword="null"/> where the task is a class.</summary>
    public string? Command { get; init; }
}
