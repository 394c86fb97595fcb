namespace Flammable.Comparing;

/// <summary>Something around two runs that was not the same for both.</summary>
public sealed record EnvironmentDifference : SnapshotDifference
{
    /// <summary>What it is.</summary>
    public required string Name { get; init; }

    /// <summary>What it was for the snapshot that is compared with; <see langword="null"/> where that does not say.</summary>
    public string? Reference { get; init; }

    /// <summary>What it was for the snapshot that is compared; <see langword="null"/> where that does not say.</summary>
    public string? Difference { get; init; }
}
