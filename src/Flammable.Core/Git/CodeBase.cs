namespace Flammable.Git;

/// <summary>The code that a snapshot holds: a commit and the experiment's folder in its tree.</summary>
/// <param name="Commit">The commit's full hash.</param>
/// <param name="Folder">The experiment's folder in the commit's tree, with <c>/</c>; empty where it is the tree itself.</param>
internal sealed record CodeBase(string Commit, string Folder);
