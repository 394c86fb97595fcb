using System.Runtime.CompilerServices;

namespace Flammable.Tests.Fixtures;

/// <summary>The project's own source files.</summary>
public static class SourceTree
{
    /// <summary>The full path of the folder <c>src</c>.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "src"));

    /// <summary>The full path of a project's folder.</summary>
    public static string Of(string project) => Path.Combine(Root, project);

    /// <summary>The C# files of a project, or of all.</summary>
    public static IEnumerable<string> Files(string project = "") =>
        Directory.EnumerateFiles(Of(project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    /// <summary>The lines of a file that are code, not comments.</summary>
    public static IEnumerable<string> Code(string file) =>
        File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
