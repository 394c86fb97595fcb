using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Finds the files of <c>#:package</c> lines with the .NET SDK, once for each set of packages.</summary>
/// <param name="folder">The full path of the folder that answers are kept in.</param>
/// <param name="taskPath">The task that needs the packages.</param>
internal sealed partial class PackageResolver(string folder, string taskPath)
{
    private const string ProjectFile = "packages.csproj";
    private const string AnswerFile = "packages.json";

    /// <exception cref="TaskCompilationException">A package cannot be had.</exception>
    public ResolvedPackages Resolve(IReadOnlyList<(string Name, string Version)> packages, CancellationToken cancellation)
    {
        string project = Project(packages).ToString();
        string home = Path.Combine(folder, CacheName.Of(project));
        string answer = Path.Combine(home, AnswerFile);
        if (Read(answer) is { IsPresent: true } known)
        {
            return known;
        }

        Directory.CreateDirectory(home);
        File.WriteAllText(Path.Combine(home, ProjectFile), project);
        ResolvedPackages resolved = Ask(home, cancellation);
        AtomicFile.Write(answer, stream => JsonSerializer.Serialize(stream, resolved, PackageJson.Default.ResolvedPackages));
        return resolved;
    }

    private ResolvedPackages Ask(string home, CancellationToken cancellation)
    {
        DotnetResult result = DotnetCommand.Run(
            taskPath,
            home,
            ["build", ProjectFile, "-t:ResolveReferences", "-nologo", "-v:q", "-getItem:ReferencePath,RuntimeCopyLocalItems,NativeCopyLocalItems", "-getProperty:ProjectAssetsFile"],
            cancellation);
        if (result.ExitCode != 0)
        {
            throw new TaskCompilationException(taskPath, MSBuildErrors.Parse(result.Output, home, taskPath));
        }

        JsonNode answer = JsonNode.Parse(result.Output[result.Output.IndexOf('{')..(result.Output.LastIndexOf('}') + 1)])!;
        JsonNode items = answer["Items"]!;
        return new ResolvedPackages(
            [.. Paths(items, "ReferencePath", item => item["NuGetPackageId"] is not null && item["FrameworkReferenceName"] is null)],
            ByName(Paths(items, "RuntimeCopyLocalItems", _ => true)),
            ByName(Paths(items, "NativeCopyLocalItems", _ => true)),
            PackageVersions.Read(answer["Properties"]!["ProjectAssetsFile"]!.GetValue<string>()));
    }

    private static IEnumerable<string> Paths(JsonNode items, string kind, Func<JsonNode, bool> isWanted) =>
        items[kind]!.AsArray().OfType<JsonNode>().Where(isWanted).Select(item => item["FullPath"]!.GetValue<string>());

    private static Dictionary<string, string> ByName(IEnumerable<string> paths) =>
        paths.DistinctBy(Path.GetFileNameWithoutExtension).ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);

    private static XElement Project(IReadOnlyList<(string Name, string Version)> packages) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", ProjectBuild.TargetFramework),
            new XElement("RuntimeIdentifier", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier),
            new XElement("SelfContained", "false"),
            new XElement("ManagePackageVersionsCentrally", "false")),
        new XElement(
            "ItemGroup",
            packages.Select(TaskProject.PackageReference)));

    private static ResolvedPackages? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PackageJson.Default.ResolvedPackages);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return null;
        }
    }

    [JsonSerializable(typeof(ResolvedPackages))]
    private sealed partial class PackageJson : JsonSerializerContext;
}
