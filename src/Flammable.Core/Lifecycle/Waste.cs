namespace Flammable.Lifecycle;

/// <summary>One thing that can be freed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The full path of its file or folder.</param>
/// <param name="Bytes">The sum of the lengths of its files.</param>
/// <param name="Free">Frees it.</param>
internal sealed record Waste(ReclaimableKind Kind, string Path, long Bytes, Action Free);
