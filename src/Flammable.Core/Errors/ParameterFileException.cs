namespace Flammable.Errors;

/// <summary>A file that hyperparameters were to come from cannot be used. Nothing was captured.</summary>
public sealed class ParameterFileException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the file, its line where that is known, what is wrong.</param>
    /// <param name="path">The full path of the file.</param>
    /// <param name="problem">The kind of trouble.</param>
    /// <param name="innerException">What the system or the reader said, if it did.</param>
    public ParameterFileException(string message, string path, ParameterFileProblem problem, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>The kind of trouble.</summary>
    public ParameterFileProblem Problem { get; }
}
