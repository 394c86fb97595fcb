namespace Flammable.Comparing;

/// <summary>A hyperparameter whose values differ.</summary>
public sealed record ParameterDifference : SnapshotDifference
{
    /// <summary>The hyperparameter's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its value in the snapshot that is compared with; <see langword="null"/> where that has none.</summary>
    public object? Reference { get; init; }

    /// <summary>Its value in the snapshot that is compared; <see langword="null"/> where that has none.</summary>
    public object? Difference { get; init; }
}
