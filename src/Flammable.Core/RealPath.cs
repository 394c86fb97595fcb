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
    public static bool Overlap(string first, string second) => IsWithin(first, second) || IsWithin(second, first);

    /// <summary>Whether a path is a folder or lies in it, whatever links lead to either.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The folder.</param>
    public static bool IsWithin(string path, string folder) =>
        $"{Of(path)}{Path.DirectorySeparatorChar}".StartsWith(
            $"{Path.TrimEndingDirectorySeparator(Of(folder))}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
