using System.Text.RegularExpressions;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Reads the errors that a build printed.</summary>
internal static partial class MSBuildErrors
{
    /// <summary>The errors, with the paths of the build's copy turned into the user's.</summary>
    /// <param name="output">What the build printed.</param>
    /// <param name="buildFolder">The folder that holds the build's copy of the code.</param>
    /// <param name="taskPath">The task's path, which stands in for what is not the user's file.</param>
    /// <param name="folder">The user's folder; <see langword="null"/> where the build had no copy.</param>
    public static IReadOnlyList<CompilationError> Parse(string output, string buildFolder, string taskPath, string? folder = null)
    {
        CompilationError[] errors =
        [
            .. ErrorLine().Matches(output)
                .Select(match => Describe(match, buildFolder, taskPath, folder))
                .Distinct(),
        ];
        return errors.Length > 0
            ? errors
            : [new CompilationError("FLAM002", $"the build failed: {output.Trim()}", taskPath, 0, 0, "")];
    }

    private static CompilationError Describe(Match match, string buildFolder, string taskPath, string? folder)
    {
        string copy = match.Groups["file"].Value.Trim();
        string message = match.Groups["message"].Value.Trim();
        string code = match.Groups["code"].Value;
        if (folder is null || !copy.StartsWith(buildFolder, StringComparison.Ordinal) || !match.Groups["line"].Success)
        {
            return new CompilationError(code, message, taskPath, 0, 0, "");
        }

        int line = int.Parse(match.Groups["line"].Value, System.Globalization.CultureInfo.InvariantCulture);
        int column = int.Parse(match.Groups["column"].Value, System.Globalization.CultureInfo.InvariantCulture);
        string text = File.Exists(copy) ? File.ReadLines(copy).ElementAtOrDefault(line - 1) ?? "" : "";
        return new CompilationError(code, message, Path.Combine(folder, Path.GetRelativePath(buildFolder, copy)), line, column, text);
    }

    [GeneratedRegex(@"^(?<file>[^\r\n(]+?)(\((?<line>\d+),(?<column>\d+)[^)]*\))?\s*: error (?<code>\w+): (?<message>.*?)(\s\[[^\]\r\n]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
