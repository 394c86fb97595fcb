namespace Flammable.Lifecycle;

/// <summary>How much of one kind clearing a library frees.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many removals, refs, objects, entries of the cache, or leftovers.</param>
/// <param name="Bytes">The sum of the lengths of their files.</param>
public sealed record Reclaimable(ReclaimableKind Kind, int Count, long Bytes);
