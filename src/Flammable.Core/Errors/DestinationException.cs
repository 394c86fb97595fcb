namespace Flammable.Errors;

/// <summary>Nothing can be put into the place that the user chose. Nothing was.</summary>
public sealed class DestinationException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the place, its state.</param>
    /// <param name="path">The full path of the place.</param>
    /// <param name="problem">The kind of trouble.</param>
    /// <param name="innerException">What the system said, if it did.</param>
    public DestinationException(string message, string path, DestinationProblem problem, Exception? innerException = null)
        : base(message, innerException)
    {
        Path = path;
        Problem = problem;
    }

    /// <summary>The full path of the place.</summary>
    public string Path { get; }

    /// <summary>The kind of trouble.</summary>
    public DestinationProblem Problem { get; }
}
