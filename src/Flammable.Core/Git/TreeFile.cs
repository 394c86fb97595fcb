namespace Flammable.Git;

/// <summary>A file of a commit's tree.</summary>
/// <param name="Path">The path relative to the experiment's folder, with <c>/</c>.</param>
/// <param name="BlobId">The content's hash.</param>
/// <param name="Mode">The file's mode in git, in octal: 100644, 100755, 120000 or 160000.</param>
internal sealed record TreeFile(string Path, string BlobId, string Mode);
