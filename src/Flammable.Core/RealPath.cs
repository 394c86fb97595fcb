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
}
