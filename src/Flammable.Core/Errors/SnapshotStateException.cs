namespace Flammable.Errors;

/// <summary>The snapshot's state does not allow what was asked of it.</summary>
public sealed class SnapshotStateException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: the snapshot, its state, what that rules out.</param>
    /// <param name="snapshotName">The snapshot's name.</param>
    /// <param name="problem">Why it was refused.</param>
    public SnapshotStateException(string message, string snapshotName, SnapshotStateProblem problem)
        : base(message)
    {
        SnapshotName = snapshotName;
        Problem = problem;
    }

    /// <summary>The snapshot's name.</summary>
    public string SnapshotName { get; }

    /// <summary>Why it was refused.</summary>
    public SnapshotStateProblem Problem { get; }
}
