namespace Flammable.Processes;

/// <summary>Text of a program that is shown to people.</summary>
internal static class ProgramText
{
    /// <summary>The text without control characters: no program's text shall speak to a terminal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters that are shown.</param>
    public static string Clean(string text, int longest = int.MaxValue)
    {
        string clean = string.Concat(text.Take(longest).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > longest ? $"{clean} …" : clean;
    }
}
