namespace Flammable.Git;

/// <summary>Symbolic links of a commit, followed inside the commit.</summary>
internal static class SymbolicLink
{
    /// <summary>More links in a row than this are taken for a circle.</summary>
    public const int MaxSteps = 40;

    /// <summary>The path in the tree that a link leads to; <see langword="null"/> where it leads out of the tree.</summary>
    /// <param name="path">The link's path in the tree, with <c>/</c>.</param>
    /// <param name="target">What the link says.</param>
    public static string? Follow(string path, string target)
    {
        if (target.StartsWith('/'))
        {
            return null;
        }

        List<string> parts = [.. path.Split('/').SkipLast(1)];
        foreach (string part in target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return string.Join('/', parts);
    }
}
