using System.Xml;
using System.Xml.Linq;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>The project of a task in a copy of its folder, made to build there with the Flammable that runs.</summary>
/// <param name="codeFolder">The full path of the copy.</param>
/// <param name="sources">The code.</param>
/// <param name="directives">Its <c>#:</c> lines, for a file-based app that needs a project.</param>
internal sealed class TaskProject(string codeFolder, SourceSet sources, Directives directives)
{
    private const string GeneratedProject = "FlamTask.csproj";

    /// <summary>Writes the project, or adapts the copies of the user's own.</summary>
    /// <returns>The full path of the project to build.</returns>
    /// <exception cref="TaskCompilationException">A <c>#:project</c> line leads nowhere.</exception>
    public string Prepare()
    {
        foreach (string project in sources.Files.Keys.Where(CodeFile.IsProject))
        {
            Adapt(project);
        }

        string main = Path.Combine(codeFolder, sources.ProjectFile ?? GeneratedProject);
        if (sources.ProjectFile is null)
        {
            File.WriteAllText(main, Generate().ToString());
        }

        return main;
    }

    /// <summary>The item of a <c>#:package</c> line; one without a version asks for the newest.</summary>
    public static XElement PackageReference((string Name, string Version) package) => new(
        "PackageReference",
        new XAttribute("Include", package.Name),
        new XAttribute("Version", package.Version.Length == 0 ? "*" : package.Version));

    // Flammable itself comes from Flammable.targets; what lies outside the folder is not in the copy.
    private void Adapt(string project)
    {
        string copy = Path.Combine(codeFolder, project);
        XDocument document;
        try
        {
            document = XDocument.Load(copy, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // The build says it better.
            return;
        }

        document.Descendants("PackageReference").Where(IsFlammablePackage).Remove();
        document.Descendants("ProjectReference").Where(reference => OutsideProjects.IsFlammable(Include(reference))).Remove();
        string folder = Path.Combine(sources.Location.Folder, Path.GetDirectoryName(project)!);
        foreach (XElement reference in document.Descendants("ProjectReference"))
        {
            string target = Path.GetFullPath(Include(reference).Replace('\\', '/'), folder);
            if (!OutsideProjects.IsInside(target, sources.Location.Folder) && File.Exists(target))
            {
                reference.SetAttributeValue("Include", target);
            }
        }

        document.Save(copy, SaveOptions.DisableFormatting);
    }

    private XElement Generate() => new(
        "Project",
        new XAttribute("Sdk", directives.Sdk ?? "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", ProjectBuild.TargetFramework),
            new XElement("OutputType", RoslynCompilation.HasProgram(sources, directives) ? "Exe" : "Library"),
            new XElement("Nullable", "enable"),
            new XElement("ImplicitUsings", "enable"),
            new XElement("Features", "$(Features);FileBasedProgram"),
            directives.Properties
                .Where(property => !property.Key.Equals("PublishAot", StringComparison.OrdinalIgnoreCase))
                .Select(property => new XElement(property.Key, property.Value))),
        new XElement(
            "ItemGroup",
            directives.Packages.Select(PackageReference),
            directives.Projects.SelectMany(Reference)));

    // The folder of a referenced project is its own: its files are not the task's.
    private XElement[] Reference(string path)
    {
        string target = Path.GetFullPath(path, sources.Location.Folder);
        string project = OutsideProjects.IsInside(target, sources.Location.Folder)
            ? Path.Combine(codeFolder, Path.GetRelativePath(sources.Location.Folder, target))
            : target;
        if (Directory.Exists(project))
        {
            project = Directory.EnumerateFiles(project, "*.csproj").FirstOrDefault() ?? project;
        }

        // MSBuild only warns of it.
        if (!File.Exists(project))
        {
            throw new TaskCompilationException(
                sources.Location.Path,
                [new CompilationError("FLAM003", $"the project '{path}' of a '#:project' line does not exist", sources.Location.Path, 0, 0, "")]);
        }

        return
        [
            new XElement("ProjectReference", new XAttribute("Include", project)),
            new XElement("Compile", new XAttribute("Remove", Path.Combine(Path.GetDirectoryName(project)!, "**"))),
        ];
    }

    private static bool IsFlammablePackage(XElement reference) =>
        Include(reference) is "Flammable" || OutsideProjects.IsFlammable(Include(reference));

    private static string Include(XElement item) => item.Attribute("Include")?.Value ?? "";
}
