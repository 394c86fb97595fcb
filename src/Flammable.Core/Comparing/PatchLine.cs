namespace Flammable.Comparing;

/// <summary>A line of a patch.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The line with its first character, without the line feed at its end.</param>
public sealed record PatchLine(PatchLineKind Kind, string Text)
{
    /// <summary>Splits a patch into its lines.</summary>
    /// <param name="patch">The patch as <c>git diff</c> prints it.</param>
    public static IEnumerable<PatchLine> Of(string patch)
    {
        bool isHeader = true;
        string[] lines = patch.Split('\n');
        foreach (string line in patch.EndsWith('\n') ? lines[..^1] : lines)
        {
            // After a header no line of content begins so, before the next file's.
            isHeader = (isHeader && !line.StartsWith("@@", StringComparison.Ordinal)) || line.StartsWith("diff --git ", StringComparison.Ordinal);
            yield return new PatchLine(isHeader ? PatchLineKind.Header : KindOf(line), line);
        }
    }

    private static PatchLineKind KindOf(string line) => line switch
    {
        ['@', ..] => PatchLineKind.Place,
        ['+', ..] => PatchLineKind.Added,
        ['-', ..] => PatchLineKind.Removed,
        _ => PatchLineKind.Same,
    };
}
