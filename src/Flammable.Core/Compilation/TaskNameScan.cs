using System.Text.RegularExpressions;

namespace Flammable.Compilation;

/// <summary>Guesses the task classes of a path from the source text, fast enough to complete a command line with.</summary>
internal static partial class TaskNameScan
{
    /// <summary>The names of the classes that name FlamTask, or something that ends in Task, as their base; sorted.</summary>
    public static IReadOnlyList<string> Find(string path)
    {
        try
        {
            IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.cs") : [path];
            return
            [
                .. files.Where(File.Exists)
                    .SelectMany(file => TaskClass().Matches(File.ReadAllText(file)))
                    .Where(match => !match.Groups["modifiers"].Value.Contains("abstract", StringComparison.Ordinal))
                    .Select(match => match.Groups["name"].Value)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"(?<modifiers>(?:\w+\s+)*)class\s+(?<name>\w+)\s*(?:\([^)]*\))?\s*:\s*[\w.]*Task\b")]
    private static partial Regex TaskClass();
}
