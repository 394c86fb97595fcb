namespace Flammable.Bisecting;

/// <summary>A commit that a search looked at, and what it found.</summary>
public sealed record ExaminedCommit
{
    /// <summary>The commit's full hash.</summary>
    public required string Commit { get; init; }

    /// <summary>The commit, short: its first seven digits.</summary>
    public string ShortCommit => Commit[..7];

    /// <summary>The first line of its message.</summary>
    public required string Message { get; init; }

    /// <summary>The author's name.</summary>
    public required string Author { get; init; }

    /// <summary>When the author wrote it, in the author's time zone.</summary>
    public required DateTimeOffset AuthoredAt { get; init; }

    /// <summary>The metric's value; <see langword="null"/> where the commit was skipped.</summary>
    public double? Value { get; init; }

    /// <summary>Whether the value is bad; <see langword="null"/> where there is none.</summary>
    public bool? IsBad { get; init; }

    /// <summary>Where the value comes from.</summary>
    public required ExaminationSource Source { get; init; }

    /// <summary>The name of the snapshot that has the value; <see langword="null"/> where it is not recorded in the library.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Why the commit was skipped, as one line.</summary>
    public string? Reason { get; init; }

    /// <summary>The commit as <c>abc1234 message</c>.</summary>
    public override string ToString() => $"{ShortCommit} {Message}";
}
