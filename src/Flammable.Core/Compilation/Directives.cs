namespace Flammable.Compilation;

/// <summary>The <c>#:</c> lines of a file-based app. Those that name Flammable mean the Flammable that runs and are left out.</summary>
/// <remarks>https://learn.microsoft.com/dotnet/core/sdk/file-based-apps</remarks>
/// <param name="Packages">The packages, with their versions; an empty version means the newest.</param>
/// <param name="Projects">The projects' paths, relative to the file.</param>
/// <param name="Properties">The MSBuild properties.</param>
/// <param name="Sdk">An SDK other than the default one, or <see langword="null"/>.</param>
internal sealed record Directives(
    IReadOnlyList<(string Name, string Version)> Packages,
    IReadOnlyList<string> Projects,
    IReadOnlyDictionary<string, string> Properties,
    string? Sdk)
{
    /// <summary>Whether the code cannot be compiled without MSBuild.</summary>
    public bool NeedProject => Projects.Count > 0 || Sdk is not null;

    /// <summary>Reads the lines at the top of the files.</summary>
    public static Directives Read(SourceSet sources)
    {
        var packages = new List<(string, string)>();
        var projects = new List<string>();
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? sdk = null;
        foreach (string path in sources.Files.Keys.Where(CodeFile.IsSource))
        {
            foreach ((string kind, string value) in Lines(sources.Text(path)))
            {
                (string name, string rest) = Split(value, kind == "property" ? '=' : '@');
                switch (kind)
                {
                    case "package" when !IsFlammable(name):
                        packages.Add((name, rest));
                        break;
                    case "project" when !IsFlammable(Path.GetFileNameWithoutExtension(value.Replace('\\', '/'))):
                        projects.Add(value);
                        break;
                    case "property":
                        properties[name] = rest;
                        break;
                    case "sdk" when value != "Microsoft.NET.Sdk":
                        sdk = value;
                        break;
                }
            }
        }

        return new Directives(packages, projects, properties, sdk);
    }

    /// <summary>The text with its <c>#:</c> and <c>#!</c> lines turned into comments of the same length.</summary>
    public static string Blank(string text)
    {
        char[]? blanked = null;
        foreach (int start in LineStarts(text))
        {
            blanked ??= text.ToCharArray();
            blanked[start] = blanked[start + 1] = '/';
        }

        return blanked is null ? text : new string(blanked);
    }

    private static IEnumerable<(string Kind, string Value)> Lines(string text)
    {
        foreach (int start in LineStarts(text))
        {
            int end = text.IndexOf('\n', start);
            string line = (end < 0 ? text[(start + 2)..] : text[(start + 2)..end]).Trim();
            int space = line.IndexOf(' ');
            if (text[start + 1] == ':' && space > 0)
            {
                yield return (line[..space], line[(space + 1)..].Trim());
            }
        }
    }

    // They stand at the beginnings of lines, before any code and any #if.
    private static IEnumerable<int> LineStarts(string text)
    {
        bool inComment = false;
        for (int start = 0; start < text.Length;)
        {
            int next = text.IndexOf('\n', start) + 1;
            ReadOnlySpan<char> line = text.AsSpan(start, (next > 0 ? next : text.Length) - start);
            if (!inComment && (line.StartsWith("#:") || line.StartsWith("#!")))
            {
                yield return start;
            }
            else if (!IsPreamble(line.Trim(), ref inComment))
            {
                yield break;
            }

            if (next == 0)
            {
                yield break;
            }

            start = next;
        }
    }

    private static bool IsPreamble(ReadOnlySpan<char> line, ref bool inComment)
    {
        if (inComment || line.StartsWith("/*"))
        {
            int end = line.IndexOf("*/");
            inComment = end < 0;
            return inComment || end == line.Length - 2;
        }

        return line.IsEmpty || line.StartsWith("//") || (line[0] == '#' && !line.StartsWith("#if"));
    }

    private static (string Name, string Value) Split(string value, char separator)
    {
        int at = value.IndexOf(separator);
        return at < 0 ? (value, "") : (value[..at].Trim(), value[(at + 1)..].Trim());
    }

    private static bool IsFlammable(string name) =>
        name.Equals("Flammable", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Flammable.", StringComparison.OrdinalIgnoreCase);
}
