using System.Xml.Linq;

namespace Flammable.Compilation;

/// <summary>The projects that a task refers to and that lie outside the experiment's folder: they are built with it, and not captured.</summary>
internal static class OutsideProjects
{
    /// <summary>The full paths of the project files.</summary>
    public static IReadOnlyList<string> Of(SourceSet sources)
    {
        string folder = sources.Location.Folder;
        IEnumerable<string> fromDirectives = Directives.Read(sources).Projects.Select(path => Path.GetFullPath(path, folder));
        IEnumerable<string> fromProjects = sources.Files.Keys
            .Where(CodeFile.IsProject)
            .SelectMany(path => References(sources.Text(path))
                .Select(reference => Path.GetFullPath(reference, Path.Combine(folder, Path.GetDirectoryName(path)!))));
        return [.. fromDirectives.Concat(fromProjects).Where(path => !IsInside(path, folder)).Distinct()];
    }

    /// <summary>What decides whether the projects must be built again: their files' names, sizes and times.</summary>
    public static string Describe(IEnumerable<string> projects) =>
        string.Join('\n', projects
            .Select(project => Directory.Exists(project) ? project : Path.GetDirectoryName(project)!)
            .Where(Directory.Exists)
            .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => !file.FullName.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
            .Order(StringComparer.Ordinal));

    /// <summary>Whether a project reference means Flammable itself, in whose place the running one is put.</summary>
    public static bool IsFlammable(string reference) =>
        Path.GetFileName(reference.Replace('\\', '/')).StartsWith("Flammable.", StringComparison.OrdinalIgnoreCase);

    public static bool IsInside(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> References(string project)
    {
        try
        {
            return [.. XDocument.Parse(project).Descendants("ProjectReference")
                .Select(reference => reference.Attribute("Include")?.Value.Replace('\\', '/'))
                .OfType<string>()
                .Where(reference => !IsFlammable(reference) && !reference.Contains("$("))];
        }
        catch (System.Xml.XmlException)
        {
            // The build will say what is wrong with it.
            return [];
        }
    }
}
