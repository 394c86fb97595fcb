using Flammable.Git;

namespace Flammable.Comparing;

/// <summary>A file of code that differs.</summary>
public sealed record CodeDifference : SnapshotDifference
{
    /// <summary>The file's path in the experiment, with <c>/</c>: in the snapshot that is compared, or where it was before it was deleted.</summary>
    public required string Path { get; init; }

    /// <summary>The path in the snapshot that is compared with; another one where the file was renamed.</summary>
    public required string OldPath { get; init; }

    /// <summary>What became of the file.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>How many lines are new.</summary>
    public int Added { get; init; }

    /// <summary>How many lines are gone.</summary>
    public int Removed { get; init; }

    /// <summary>Whether the file is no text, so that the patch says only that it differs.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The difference as <c>git diff</c> prints it. Bytes that are no UTF-8 appear as U+FFFD.</summary>
    public required string Patch { get; init; }
}
