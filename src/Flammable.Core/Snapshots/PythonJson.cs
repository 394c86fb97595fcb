using System.Text;

namespace Flammable.Snapshots;

/// <summary>Python's json module writes NaN and infinities bare, which is no JSON; this puts them in quotes.</summary>
internal static class PythonJson
{
    private static readonly string[] Bare = ["-Infinity", "Infinity", "NaN"];

    public static string QuoteNonFinite(string json)
    {
        var quoted = new StringBuilder(json.Length + 16);
        bool inText = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            string? bare = inText ? null : Array.Find(Bare, word => string.CompareOrdinal(json, i, word, 0, word.Length) == 0);
            if (bare is not null)
            {
                quoted.Append('"').Append(bare).Append('"');
                i += bare.Length - 1;
                continue;
            }

            quoted.Append(c);
            if (inText && c == '\\' && i + 1 < json.Length)
            {
                quoted.Append(json[++i]);
            }
            else if (c == '"')
            {
                inText = !inText;
            }
        }

        return quoted.ToString();
    }
}
