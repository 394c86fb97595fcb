namespace Flammable.Errors;

/// <summary>The path holds no task, or several and none was named.</summary>
public sealed class TaskNotFoundException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: what was looked for and what was found.</param>
    /// <param name="path">The file or folder that was searched.</param>
    /// <param name="candidates">The task classes to choose from; empty where there are none.</param>
    public TaskNotFoundException(string message, string path, IReadOnlyList<string>? candidates = null)
        : base(message)
    {
        Path = path;
        Candidates = candidates?.ToArray() ?? [];
    }

    /// <summary>The file or folder that was searched.</summary>
    public string Path { get; }

    /// <summary>The full names of the task classes to choose from; empty where there are none.</summary>
    public IReadOnlyList<string> Candidates { get; }
}
