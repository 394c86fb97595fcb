namespace Flammable.Git;

/// <summary>A file that differs from the last snapshot's.</summary>
/// <param name="Path">The path relative to the experiment's folder, with <c>/</c>.</param>
/// <param name="Change">How it differs.</param>
public sealed record ChangedFile(string Path, ChangeKind Change);
