namespace Flammable.Errors;

/// <summary>The task's code does not compile. Nothing was committed and no snapshot was made.</summary>
public sealed class TaskCompilationException : FlammableException
{
    /// <summary>Creates the error for the task at <paramref name="taskPath"/>.</summary>
    /// <param name="taskPath">The task's file or project.</param>
    /// <param name="errors">What the compiler said; at least one.</param>
    public TaskCompilationException(string taskPath, IReadOnlyList<CompilationError> errors)
        : base(Describe(taskPath, errors))
    {
        TaskPath = taskPath;
        Errors = errors.ToArray();
    }

    /// <summary>The task's file or project.</summary>
    public string TaskPath { get; }

    /// <summary>What the compiler said, in the order of files and lines.</summary>
    public IReadOnlyList<CompilationError> Errors { get; }

    private static string Describe(string taskPath, IReadOnlyList<CompilationError> errors) =>
        errors.Count == 1
            ? $"The task '{taskPath}' does not compile: {errors[0].Message}"
            : $"The task '{taskPath}' does not compile: {errors.Count} errors.";
}
