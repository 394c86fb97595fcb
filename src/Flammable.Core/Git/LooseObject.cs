namespace Flammable.Git;

/// <summary>An object that a repository keeps in a file of its own.</summary>
/// <param name="Hash">Its hash, in hexadecimal digits.</param>
/// <param name="Path">The full path of its file.</param>
/// <param name="Bytes">The file's length.</param>
internal sealed record LooseObject(string Hash, string Path, long Bytes);
