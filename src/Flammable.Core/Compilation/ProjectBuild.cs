using System.Reflection.Metadata;
using System.Runtime.Loader;
using System.Xml.Linq;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Builds a task's project with the .NET SDK, from a copy of the bytes that are captured.</summary>
/// <param name="home">The full path of the folder to build in.</param>
/// <param name="sources">The code.</param>
/// <param name="directives">Its <c>#:</c> lines, for a file-based app that needs a project.</param>
internal sealed class ProjectBuild(string home, SourceSet sources, Directives directives)
{
    /// <summary>The framework that tasks are compiled for: the one that runs.</summary>
    public static string TargetFramework { get; } = $"net{Environment.Version.Major}.0";

    private const string GeneratedProject = "FlamTask.csproj";

    private string CodeFolder => Path.Combine(home, "code");

    private string OutputFolder => Path.Combine(home, "output");

    /// <exception cref="TaskCompilationException">The project does not build.</exception>
    public CompiledTask Run(CancellationToken cancellation)
    {
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }

        CopyCode();
        string project = sources.ProjectFile ?? WriteProject();
        string flammable = WriteFlammableReference();
        DotnetResult result = DotnetCommand.Run(
            sources.Location.Path,
            CodeFolder,
            [
                "build", project, "-c", "Release", "-o", OutputFolder, "-nologo", "-v:q", "-clp:NoSummary",
                $"-p:CustomAfterMicrosoftCommonTargets={flammable}", "-p:UseArtifactsOutput=false", "-p:CopyLocalLockFileAssemblies=true",
            ],
            cancellation);
        if (result.ExitCode != 0)
        {
            throw new TaskCompilationException(
                sources.Location.Path, MSBuildErrors.Parse(result.Output, CodeFolder, sources.Location.Path, sources.Location.Folder));
        }

        return Describe(File.ReadAllText(Path.Combine(home, "assembly.txt")).Trim());
    }

    private void CopyCode()
    {
        foreach ((string path, byte[] content) in sources.Files)
        {
            string copy = Path.Combine(CodeFolder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllBytes(copy, content);
        }
    }

    private string WriteProject()
    {
        IEnumerable<XElement> properties = directives.Properties
            .Where(property => !property.Key.Equals("PublishAot", StringComparison.OrdinalIgnoreCase))
            .Select(property => new XElement(property.Key, property.Value));
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", directives.Sdk ?? "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", TargetFramework),
                new XElement("OutputType", "Exe"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("Features", "$(Features);FileBasedProgram"),
                properties),
            new XElement(
                "ItemGroup",
                directives.Packages.Select(package => new XElement(
                    "PackageReference", new XAttribute("Include", package.Name), new XAttribute("Version", package.Version.Length == 0 ? "*" : package.Version))),
                directives.Projects.Select(path => new XElement(
                    "ProjectReference", new XAttribute("Include", ProjectPath(path))))));
        File.WriteAllText(Path.Combine(CodeFolder, GeneratedProject), project.ToString());
        return GeneratedProject;
    }

    private string ProjectPath(string path)
    {
        string full = Path.GetFullPath(path, sources.Location.Folder);
        string inFolder = Path.GetRelativePath(sources.Location.Folder, full);
        string project = inFolder.StartsWith("..", StringComparison.Ordinal) ? full : Path.Combine(CodeFolder, inFolder);
        return Directory.Exists(project) ? Directory.EnumerateFiles(project, "*.csproj").FirstOrDefault() ?? project : project;
    }

    // A project that refers to Flammable, as a package or as a project, gets the Flammable that runs.
    private string WriteFlammableReference()
    {
        string path = Path.Combine(home, "Flammable.targets");
        File.WriteAllText(path, $"""
            <Project>
              <ItemGroup>
                <PackageReference Remove="Flammable;Flammable.Core;Flammable.Cli" />
                <ProjectReference Remove="@(ProjectReference)" Condition="$([System.String]::new('%(Filename)').StartsWith('Flammable.'))" />
                <Reference Include="{typeof(FlamTask).Assembly.Location}" Private="false" />
              </ItemGroup>
              <Target Name="TellFlammable" AfterTargets="Build">
                <WriteLinesToFile File="{Path.Combine(home, "assembly.txt")}" Lines="$(OutDir)$(TargetFileName)" Overwrite="true" />
              </Target>
            </Project>
            """);
        return path;
    }

    private CompiledTask Describe(string assemblyPath)
    {
        byte[] assembly = File.ReadAllBytes(assemblyPath);
        string name = Path.GetFileNameWithoutExtension(assemblyPath);
        Dictionary<string, string> libraries = Directory.EnumerateFiles(OutputFolder, "*.dll")
            .Where(path => path != assemblyPath && IsManaged(path))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);
        return new CompiledTask(name, assembly, ReflectedTaskTypes.Find(assembly, libraries), libraries, NativeLibraries(assemblyPath));
    }

    private Dictionary<string, string> NativeLibraries(string assemblyPath)
    {
        var dependencies = new AssemblyDependencyResolver(assemblyPath);
        return Directory.EnumerateFiles(OutputFolder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".so" or ".dylib" || (path.EndsWith(".dll", StringComparison.Ordinal) && !IsManaged(path)))
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Distinct()
            .Select(library => (library, Path: dependencies.ResolveUnmanagedDllToPath(library)))
            .Where(library => library.Path is not null)
            .ToDictionary(library => library.library, library => library.Path!);
    }

    private static bool IsManaged(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        using var reader = new System.Reflection.PortableExecutable.PEReader(file);
        return reader.HasMetadata && reader.GetMetadataReader().IsAssembly;
    }
}
