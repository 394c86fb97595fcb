namespace Flammable.Errors;

/// <summary>The code of a task, or of a snapshot, does not compile. Nothing was committed and no snapshot was made.</summary>
public sealed class TaskCompilationException : FlammableException
{
    /// <summary>Creates the error for the task at <paramref name="taskPath"/>.</summary>
    /// <param name="taskPath">The task's file or project.</param>
    /// <param name="errors">What the compiler said; at least one.</param>
    public TaskCompilationException(string taskPath, IReadOnlyList<CompilationError> errors)
        : this($"The task '{taskPath}' does not compile", taskPath, errors)
    {
    }

    /// <summary>Creates the error for the code of a snapshot.</summary>
    /// <param name="snapshotName">The snapshot.</param>
    /// <param name="writtenWith">The version of Flammable that wrote it; <see langword="null"/> where it does not say.</param>
    /// <param name="error">What the compiler said.</param>
    public TaskCompilationException(string snapshotName, string? writtenWith, TaskCompilationException error)
        : this(
            $"The code of snapshot '{snapshotName}', written with {Version(writtenWith)}, does not compile with Flammable {FlammableVersion.Current}",
            error.TaskPath,
            error.Errors)
    {
        SnapshotName = snapshotName;
        WrittenWith = writtenWith;
    }

    private TaskCompilationException(string what, string taskPath, IReadOnlyList<CompilationError> errors)
        : base(errors.Count == 1 ? $"{what}: {errors[0].Message}" : $"{what}: {errors.Count} errors.")
    {
        TaskPath = taskPath;
        Errors = errors.ToArray();
    }

    /// <summary>The task's file or project.</summary>
    public string TaskPath { get; }

    /// <summary>What the compiler said, in the order of files and lines.</summary>
    public IReadOnlyList<CompilationError> Errors { get; }

    /// <summary>The snapshot whose code it is; <see langword="null"/> where it is the user's own.</summary>
    public string? SnapshotName { get; }

    /// <summary>The version of Flammable that wrote the snapshot; <see langword="null"/> where there is no snapshot, or it does not say.</summary>
    public string? WrittenWith { get; }

    private static string Version(string? version) => version is null ? "an unknown version" : $"Flammable {version}";
}
