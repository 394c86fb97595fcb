using System.Text.RegularExpressions;

namespace Flammable.Help;

/// <summary>Reads a cmdlet's page: Markdown under the headings that PlatyPS uses.</summary>
internal static partial class PageReader
{
    private const string Fence = "```";

    /// <summary>Reads the page in a file.</summary>
    /// <exception cref="FormatException">The page lacks something that help needs.</exception>
    public static HelpPage Read(string file)
    {
        ILookup<string, string> sections = Split(File.ReadAllLines(file), "## ")
            .SelectMany(section => section.Lines, (section, line) => (section.Title, line))
            .ToLookup(entry => entry.Title, entry => entry.line);

        HelpPage page = new(
            Path.GetFileNameWithoutExtension(file),
            string.Join(' ', Paragraphs(sections["SYNOPSIS"])),
            Paragraphs(sections["DESCRIPTION"]),
            [.. Split(sections["SYNTAX"], "### ").Select(set => set.Title.Replace(" (Default)", "", StringComparison.Ordinal))],
            [.. Split(sections["EXAMPLES"], "### ").Select(example => ReadExample(example.Title, example.Lines))],
            [.. Split(sections["PARAMETERS"], "### -").SelectMany(parameter => ReadParameter(parameter.Title, parameter.Lines))],
            [.. Split(sections["INPUTS"], "### ").Select(type => new HelpText(type.Title, Paragraphs(type.Lines)))],
            [.. Split(sections["OUTPUTS"], "### ").Select(type => new HelpText(type.Title, Paragraphs(type.Lines)))],
            Paragraphs(sections["NOTES"]),
            [.. Paragraphs(sections["RELATED LINKS"]).Select(link => link.TrimStart('-', ' '))]);

        string? missing =
            page.Synopsis.Length == 0 ? "SYNOPSIS"
            : page.ParameterSets.Count == 0 ? "SYNTAX"
            : page.Examples.Count == 0 ? "EXAMPLES"
            : page.Parameters.FirstOrDefault(parameter => parameter.Fact("Type").Length == 0)?.Name;
        return missing is null ? page : throw new FormatException($"'{file}' lacks '{missing}', or its text.");
    }

    private static HelpExample ReadExample(string title, List<string> lines)
    {
        int start = lines.FindIndex(line => line.StartsWith(Fence, StringComparison.Ordinal)) + 1;
        int end = lines.IndexOf(Fence, start);
        return start == 0 || end < 0
            ? throw new FormatException($"The example '{title}' has no code.")
            : new HelpExample(title, string.Join('\n', lines[start..end]), Paragraphs([.. lines[..(start - 1)], .. lines[(end + 1)..]]));
    }

    private static IEnumerable<HelpParameter> ReadParameter(string name, List<string> lines)
    {
        List<string> text = Paragraphs(lines.TakeWhile(line => line != Fence + "yaml"));
        return Split(lines, Fence + "yaml").DefaultIfEmpty(("", []))
            .Select(block => new HelpParameter(name, text, ReadFacts(block.Lines)));
    }

    private static Dictionary<string, string> ReadFacts(List<string> lines) => lines
        .TakeWhile(line => line != Fence)
        .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
        .Where(fact => fact.Length == 2)
        .ToDictionary(fact => fact[0], fact => fact[1]);

    /// <summary>Cuts lines at headings. What stands before the first heading is left out; a heading inside code is none.</summary>
    private static List<(string Title, List<string> Lines)> Split(IEnumerable<string> lines, string heading)
    {
        List<(string Title, List<string> Lines)> parts = [];
        bool inCode = false;
        foreach (string line in lines.Select(line => line.TrimEnd()))
        {
            if (!inCode && line.StartsWith(heading, StringComparison.Ordinal))
            {
                parts.Add((line[heading.Length..].Trim(), []));
                continue;
            }

            inCode ^= line.StartsWith(Fence, StringComparison.Ordinal) && heading[0] == '#';
            parts.LastOrDefault().Lines?.Add(line);
        }

        return parts;
    }

    /// <summary>Joins the lines of each paragraph; list items and lines of code stay lines of their own.</summary>
    private static List<string> Paragraphs(IEnumerable<string> lines)
    {
        List<string> paragraphs = [];
        bool inCode = false;
        bool goesOn = false;
        foreach (string line in lines)
        {
            bool isFence = line.StartsWith(Fence, StringComparison.Ordinal);
            inCode ^= isFence;
            if (goesOn && line.Length > 0 && !isFence && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                paragraphs[^1] += " " + Plain(line.Trim());
                continue;
            }

            goesOn = line.Length > 0 && !isFence && !inCode;
            if (goesOn || (inCode && !isFence))
            {
                paragraphs.Add(inCode ? "    " + line : Plain(line));
            }
        }

        return paragraphs;
    }

    private static string Plain(string markdown) => Emphasis().Replace(Link().Replace(markdown, "${text}"), "${text}");

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<mark>`|\*\*)(?<text>.+?)\k<mark>")]
    private static partial Regex Emphasis();
}
