namespace Flammable.Checkpoints;

/// <summary>One file of a checkpoint.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 hash, in hexadecimal digits.</param>
internal sealed record CheckpointPart(string Name, long Length, string Sha256);
