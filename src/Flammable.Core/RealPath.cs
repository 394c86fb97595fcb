namespace Flammable;

/// <summary>Paths without symbolic links in them.</summary>
internal static class RealPath
{
    /// <summary>The full path that a path leads to; what does not exist is taken as it is named.</summary>
    /// <param name="path">The path of a folder.</param>
    public static string Of(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        string real = Path.Combine(Of(parent), Path.GetFileName(full));
        return Path.Exists(real) && new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? Of(target.FullName)
            : real;
    }

    /// <summary>Whether two folders are one, or one lies inside the other.</summary>
    public static bool Overlap(string first, string second)
    {
        (string one, string other) = (Of(first), Of(second));
        return Contains(one, other) || Contains(other, one);
    }

    private static bool Contains(string folder, string inner) =>
        $"{inner}{Path.DirectorySeparatorChar}".StartsWith($"{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
