namespace Flammable.Errors;

/// <summary>A file or folder of the library cannot be read or written.</summary>
public sealed class SnapshotStoreException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the file, its state.</param>
    /// <param name="path">The full path of the file or folder.</param>
    /// <param name="problem">The kind of trouble.</param>
    /// <param name="innerException">What the system or the JSON reader said, if it did.</param>
    public SnapshotStoreException(string message, string path, StoreProblem problem, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The full path of the file or folder.</summary>
    public string Path { get; }

    /// <summary>The kind of trouble.</summary>
    public StoreProblem Problem { get; }
}
