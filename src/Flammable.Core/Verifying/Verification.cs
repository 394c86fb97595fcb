using Flammable.Snapshots;

namespace Flammable.Verifying;

/// <summary>What came out when a snapshot was trained again from its own commit, hyperparameters, seed and data.</summary>
public sealed record Verification
{
    /// <summary>The snapshot, which stays as it is.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>
    /// Whether the training came out the same: every value of every series, and every byte of the model files. Code, environment
    /// and data that differ do not count here: they may be why it did not.
    /// </summary>
    public bool IsReproduced => !Items.Any(item => item.Part is VerifiedPart.Series or VerifiedPart.Model && item.IsSame == false);

    /// <summary>All that was compared, part by part.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public required IReadOnlyList<VerifiedItem> Items { get; init => field = value.ToArray(); }

    /// <summary>How long the training took this time.</summary>
    public required TimeSpan Duration { get; init; }
}
