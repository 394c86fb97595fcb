using Flammable.Snapshots;

namespace Flammable.Checkpoints;

/// <summary>All that a training needs to go on where it stood: what the task saved, and what its run had filed by then.</summary>
internal sealed record Checkpoint
{
    /// <summary>The checkpoint's number in its snapshot, counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The files with the task's state.</summary>
    public required IReadOnlyList<CheckpointPart> Parts { get; init; }

    /// <summary>The length of the journal, in bytes: what stands behind it was appended later.</summary>
    public required long JournalLength { get; init; }

    /// <summary>How long the training had run, without pauses.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The state of the run's generator.</summary>
    public required string Random { get; init; }

    /// <summary>What the run had filed.</summary>
    public required SnapshotContent Content { get; init; }
}
