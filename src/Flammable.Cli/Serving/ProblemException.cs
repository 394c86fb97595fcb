namespace Flammable.Cli.Serving;

/// <summary>A request cannot be answered with a result.</summary>
/// <param name="problem">What the client is told.</param>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    /// <summary>What the client is told.</summary>
    public Problem Problem { get; } = problem;
}
