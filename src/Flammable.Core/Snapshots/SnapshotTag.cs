namespace Flammable.Snapshots;

/// <summary>The tags that snapshots are given and found by.</summary>
internal static class SnapshotTag
{
    /// <summary>The word for the newest snapshot, in any case.</summary>
    public const string Last = "last";

    /// <summary>The word before a metric's name, in any case.</summary>
    public const string Best = "best";

    // The first two separate experiments and metrics from what follows; the others are wildcards.
    private const string NotAllowed = "/:*?";

    /// <summary>Makes sure that a text can be a tag.</summary>
    /// <returns>The tag.</returns>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static string Check(string tag) => Fault(tag) is { } fault
        ? throw new ArgumentException($"The text '{tag}' cannot be a tag: it {fault}.")
        : tag;

    private static string? Fault(string tag) =>
        tag.Length == 0 ? "is empty"
        : tag != tag.Trim() ? "begins or ends with a blank"
        : tag.ToLowerInvariant() is Last or Best ? "is a word that means a snapshot"
        : tag.AsSpan().IndexOfAny(NotAllowed) is >= 0 and int place ? $"has the character '{tag[place]}'"
        : tag.Any(char.IsControl) ? "has a control character"
        : null;
}
