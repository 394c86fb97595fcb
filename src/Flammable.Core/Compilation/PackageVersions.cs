using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Compilation;

/// <summary>The packages that NuGet restored for a project, those that they need included.</summary>
internal static class PackageVersions
{
    /// <summary>No packages.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Reads the versions by name; none where the project has no such file.</summary>
    /// <param name="assetsFile">The full path of the project's <c>project.assets.json</c>.</param>
    public static IReadOnlyDictionary<string, string> Read(string assetsFile)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(assetsFile))?["libraries"] is JsonObject libraries ? Packages(libraries) : None;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            return None;
        }
    }

    // A library's key is name/version; projects are among them.
    private static Dictionary<string, string> Packages(JsonObject libraries) => libraries
        .Where(library => (string?)library.Value?["type"] == "package")
        .Select(library => library.Key.Split('/', 2))
        .Where(parts => parts.Length == 2)
        .OrderBy(parts => parts[0], StringComparer.Ordinal)
        .DistinctBy(parts => parts[0])
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
