namespace Flammable.Git;

/// <summary>How one file differs between the codes of two snapshots.</summary>
/// <param name="Path">The file's path in the second code, in the first where it is gone; with <c>/</c>.</param>
/// <param name="OldPath">The file's path in the first code.</param>
/// <param name="Change">What became of it.</param>
/// <param name="Added">How many lines are new.</param>
/// <param name="Removed">How many lines are gone.</param>
/// <param name="IsBinary">Whether it is no text, so that no lines are told.</param>
/// <param name="Patch">The difference as <c>git diff</c> prints it.</param>
internal sealed record FileDifference(
    string Path, string OldPath, ChangeKind Change, int Added, int Removed, bool IsBinary, string Patch);
