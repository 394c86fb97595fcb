namespace Flammable.Git;

/// <summary>An object of a repository that cannot be read.</summary>
/// <param name="Hash">Its hash, in hexadecimal digits.</param>
/// <param name="Path">Where it lies in the commit, with <c>/</c>; empty for the commit and for the tree itself.</param>
internal sealed record DamagedObject(string Hash, string Path);
