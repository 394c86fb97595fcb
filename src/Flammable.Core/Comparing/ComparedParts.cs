namespace Flammable.Comparing;

/// <summary>What of two snapshots is compared.</summary>
[Flags]
public enum ComparedParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The hyperparameters' values.</summary>
    Parameter = 1,

    /// <summary>The series.</summary>
    Metric = 2,

    /// <summary>What the run had around it: the task's class, the seed, the machine, the versions, the data.</summary>
    Environment = 4,

    /// <summary>The files of code.</summary>
    Code = 8,

    /// <summary>All of it.</summary>
    All = Parameter | Metric | Environment | Code,
}
