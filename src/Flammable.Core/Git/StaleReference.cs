namespace Flammable.Git;

/// <summary>A ref of the experiment's repository that keeps nothing which is still there.</summary>
/// <param name="Name">The ref's full name.</param>
/// <param name="Path">The full path of its file.</param>
/// <param name="Bytes">The file's length; zero where git has packed the ref.</param>
internal sealed record StaleReference(string Name, string Path, long Bytes);
