namespace Flammable.Snapshots;

/// <summary>What a data file, or a folder of data, was when a run used it; what a model file was when it was saved.</summary>
/// <param name="Sha256">
/// The SHA-256 of the file's content, in hexadecimal digits; of a folder that of its list of files, a line
/// <c>hash, two spaces, path with /</c> each, sorted by path, as <c>sha256sum</c> writes it.
/// </param>
/// <param name="Bytes">The file's size in bytes; of a folder that of all its files.</param>
public sealed record DataFile(string Sha256, long Bytes)
{
    private const int ShownDigits = 7;

    /// <summary>The hash's first digits and the size.</summary>
    public override string ToString() =>
        $"{(Sha256.Length > ShownDigits ? Sha256[..ShownDigits] + "…" : Sha256)} ({ByteSize.Text(Bytes)})";
}
