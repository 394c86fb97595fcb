namespace Flammable.Transfer;

/// <summary>The rule for names of experiments that come from elsewhere.</summary>
internal static class CopyNames
{
    private const int MaxLength = 200;

    /// <summary>Whether a text can name an experiment on every system, and speaks to no terminal.</summary>
    public static bool IsExperiment(string name) =>
        name.Length is > 0 and <= MaxLength
        && !name.StartsWith('.')
        && !name.Any(char.IsControl)
        && name.AsSpan().IndexOfAny('/', '\\', ':') < 0
        && name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) < 0;
}
