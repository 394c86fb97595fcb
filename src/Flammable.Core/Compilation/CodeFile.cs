namespace Flammable.Compilation;

/// <summary>The kinds of files that code is in, by their endings in either case.</summary>
internal static class CodeFile
{
    /// <summary>Whether a path names a C# file.</summary>
    public static bool IsSource(string path) => path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path names the manifest of a task in another language.</summary>
    public static bool IsManifest(string path) => path.Equals(TaskManifest.FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a path names a C# project.</summary>
    public static bool IsProject(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);
}
