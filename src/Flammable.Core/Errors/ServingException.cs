namespace Flammable.Errors;

/// <summary>A served model has not answered.</summary>
/// <param name="message">What has happened, in words that a client may read.</param>
/// <param name="problem">Why.</param>
public sealed class ServingException(string message, ServingProblem problem) : FlammableException(message)
{
    /// <summary>Why there is no answer.</summary>
    public ServingProblem Problem { get; } = problem;
}
