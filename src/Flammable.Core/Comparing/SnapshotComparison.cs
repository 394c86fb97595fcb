using Flammable.Snapshots;

namespace Flammable.Comparing;

/// <summary>All in which two snapshots differ, as far as it was compared.</summary>
public sealed record SnapshotComparison
{
    /// <summary>The snapshot that is compared with.</summary>
    public required Snapshot Reference { get; init; }

    /// <summary>The snapshot that is compared.</summary>
    public required Snapshot Difference { get; init; }

    /// <summary>The hyperparameters, by name.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public IReadOnlyList<ParameterDifference> Parameters { get; init => field = value.ToArray(); } = [];

    /// <summary>The series of training, validation and test, by name.</summary>
    public IReadOnlyList<MetricDifference> Metrics { get; init => field = value.ToArray(); } = [];

    /// <summary>What the runs had around them.</summary>
    public IReadOnlyList<EnvironmentDifference> Environment { get; init => field = value.ToArray(); } = [];

    /// <summary>The files, by path.</summary>
    public IReadOnlyList<CodeDifference> Code { get; init => field = value.ToArray(); } = [];

    /// <summary>All differences: parameters, metrics, environment, code.</summary>
    public IEnumerable<SnapshotDifference> Differences => [.. Parameters, .. Metrics, .. Environment, .. Code];
}
