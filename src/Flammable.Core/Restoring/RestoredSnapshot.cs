using Flammable.Snapshots;

namespace Flammable.Restoring;

/// <summary>Where a snapshot's code was brought back to.</summary>
public sealed record RestoredSnapshot
{
    /// <summary>The snapshot.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The full path of the folder with the code, or of the repository with the branch.</summary>
    public required string Path { get; init; }

    /// <summary>The branch; <see langword="null"/> where the code went into a folder.</summary>
    public string? Branch { get; init; }

    /// <summary>How many files of code were written; 0 for a branch.</summary>
    public int FileCount { get; init; }

    /// <summary>The bytes of these files.</summary>
    public long Bytes { get; init; }

    /// <summary>The full path of the folder with the models, the metrics and the log; <see langword="null"/> where they were not asked for.</summary>
    public string? Artifacts { get; init; }

    /// <summary>What a user should know of it: a sentence each.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public IReadOnlyList<string> Warnings { get; init => field = value.ToArray(); } = [];
}
