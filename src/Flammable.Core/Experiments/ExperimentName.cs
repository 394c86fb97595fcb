namespace Flammable.Experiments;

/// <summary>The rule for the names of experiments: a folder's name that does not hide.</summary>
internal static class ExperimentName
{
    /// <exception cref="ArgumentException">The name can be no experiment's.</exception>
    public static void EnsureValid(string name, string parameter)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new ArgumentException($"'{name}' cannot name an experiment: it must be a folder's name that does not begin with a dot.", parameter);
        }
    }
}
