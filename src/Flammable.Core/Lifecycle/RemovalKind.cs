namespace Flammable.Lifecycle;

/// <summary>What was removed.</summary>
public enum RemovalKind
{
    /// <summary>One snapshot of an experiment that went on.</summary>
    Snapshot,

    /// <summary>An experiment with its repository and all its snapshots.</summary>
    Experiment,
}
