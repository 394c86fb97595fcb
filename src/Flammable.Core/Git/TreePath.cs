namespace Flammable.Git;

/// <summary>Paths as git writes them: relative, with <c>/</c>.</summary>
internal static class TreePath
{
    /// <summary>The folders that a path lies in, the outermost first.</summary>
    public static IEnumerable<string> Parents(string path)
    {
        for (int slash = path.IndexOf('/'); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }
}
