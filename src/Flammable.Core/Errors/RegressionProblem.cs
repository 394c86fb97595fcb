namespace Flammable.Errors;

/// <summary>Why no commit can be told that broke a metric.</summary>
public enum RegressionProblem
{
    /// <summary>The snapshot that is to be the good one is bad.</summary>
    GoodIsBad,

    /// <summary>The snapshot that is to be the bad one is good.</summary>
    BadIsGood,

    /// <summary>No earlier snapshot is known to be good.</summary>
    NoGood,

    /// <summary>The good snapshot and the bad one are of different experiments.</summary>
    OtherExperiment,

    /// <summary>The good snapshot is later than the bad one.</summary>
    NotInOrder,

    /// <summary>The good snapshot and the bad one have the same code.</summary>
    SameCode,

    /// <summary>The good or the bad snapshot has no value of the metric, and its code cannot be run for one.</summary>
    NoValue,
}
