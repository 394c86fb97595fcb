namespace Flammable.Git;

/// <summary>What was written of a snapshot's code.</summary>
/// <param name="FileCount">How many files, symbolic links included.</param>
/// <param name="Bytes">The bytes of all files.</param>
/// <param name="EmptySubmodules">The submodules whose commit the repository does not have: empty folders.</param>
internal sealed record ExportedCode(int FileCount, long Bytes, IReadOnlyList<string> EmptySubmodules);
