namespace Flammable.Comparing;

/// <summary>One thing in which two snapshots differ.</summary>
public abstract record SnapshotDifference
{
    /// <summary>The snapshot that is compared with, as <c>experiment/name</c>.</summary>
    public required string ReferenceSnapshot { get; init; }

    /// <summary>The snapshot that is compared, as <c>experiment/name</c>.</summary>
    public required string Snapshot { get; init; }
}
