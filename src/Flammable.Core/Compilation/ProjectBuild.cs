using System.Reflection.Metadata;
using System.Runtime.Loader;
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
        StopSettingsFromAbove();
        string project = new TaskProject(CodeFolder, sources, directives).Prepare();
        string flammable = WriteFlammableReference(project);
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

        string[] told = File.ReadAllLines(Path.Combine(home, "built.txt"));
        return Describe(told[0], PackageVersions.Read(told.ElementAtOrDefault(1) ?? ""));
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

    private string WriteFlammableReference(string project)
    {
        string path = Path.Combine(home, "Flammable.targets");
        File.WriteAllText(path, $"""
            <Project>
              <ItemGroup>
                <Reference Include="{typeof(FlamTask).Assembly.Location}" Private="false" />
              </ItemGroup>
              <Target Name="TellWhatWasBuilt" AfterTargets="Build" Condition="'$(MSBuildProjectFullPath)' == '{project}'">
                <WriteLinesToFile File="{Path.Combine(home, "built.txt")}" Lines="$(OutDir)$(TargetFileName);$(ProjectAssetsFile)" Overwrite="true" />
              </Target>
            </Project>
            """);
        return path;
    }

    // The settings of whatever repository the library lies in are not the task's.
    private void StopSettingsFromAbove()
    {
        foreach (string name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(home, name), "<Project />");
        }
    }

    private CompiledTask Describe(string assemblyPath, IReadOnlyDictionary<string, string> packages)
    {
        byte[] assembly = File.ReadAllBytes(assemblyPath);
        string name = Path.GetFileNameWithoutExtension(assemblyPath);
        Dictionary<string, string> libraries = Directory.EnumerateFiles(OutputFolder, "*.dll")
            .Where(path => path != assemblyPath && IsManaged(path))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);
        return new CompiledTask(name, assembly, ReflectedTaskTypes.Find(assembly, libraries), libraries, NativeLibraries(assemblyPath), packages);
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
