namespace Flammable.Errors;

/// <summary>A git repository cannot be used as it is. Nothing was changed in it.</summary>
public sealed class RepositoryException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the repository, its state, what that rules out.</param>
    /// <param name="repositoryPath">The repository's folder.</param>
    /// <param name="problem">The kind of trouble.</param>
    /// <param name="innerException">What git's library said, if it did.</param>
    public RepositoryException(
        string message, string repositoryPath, RepositoryProblem problem, Exception? innerException = null)
        : base(message, innerException)
    {
        RepositoryPath = repositoryPath;
        Problem = problem;
    }

    /// <summary>The repository's folder.</summary>
    public string RepositoryPath { get; }

    /// <summary>The kind of trouble.</summary>
    public RepositoryProblem Problem { get; }
}
