using LibGit2Sharp;

namespace Flammable.Git;

/// <summary>A file of a snapshot's code to write.</summary>
/// <param name="Path">Its path in the experiment, with <c>/</c>.</param>
/// <param name="Blob">Its content, which is read when it is asked for; <see langword="null"/> for a submodule that is not there.</param>
/// <param name="Mode">Its kind.</param>
internal sealed record ExportFile(string Path, Blob? Blob, Mode Mode);
