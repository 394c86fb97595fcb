namespace Flammable.Errors;

/// <summary>The two snapshots between which a broken metric is searched for do not make a search.</summary>
public sealed class RegressionException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the snapshot, the metric and its value, what is wrong.</param>
    /// <param name="snapshotName">The snapshot that is in the way, by name.</param>
    /// <param name="problem">What is wrong.</param>
    public RegressionException(string message, string snapshotName, RegressionProblem problem)
        : base(message)
    {
        SnapshotName = snapshotName;
        Problem = problem;
    }

    /// <summary>The snapshot that is in the way, by name.</summary>
    public string SnapshotName { get; }

    /// <summary>What is wrong.</summary>
    public RegressionProblem Problem { get; }
}
