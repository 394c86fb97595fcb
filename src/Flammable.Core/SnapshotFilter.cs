using Flammable.Snapshots;

namespace Flammable;

/// <summary>Which snapshots to list. Everything left out matches all.</summary>
public sealed record SnapshotFilter
{
    /// <summary>The experiment's name; <c>*</c>, <c>?</c> match.</summary>
    public string? Experiment { get; init; }

    /// <summary>The states to show.</summary>
    public IReadOnlyCollection<SnapshotState> States { get; init; } = [];

    /// <summary>How many to show at most, the newest ones; counted after the other filters.</summary>
    public int? Last { get; init; }
}
