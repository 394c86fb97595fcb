using System.Text;

namespace Flammable.Processes;

/// <summary>
/// Splits a command line into arguments, the same on every platform and without a shell: at blanks, but not between quotes.
/// In double quotes <c>\"</c> is a quote. Any other backslash is itself, as paths of Windows need it.
/// </summary>
internal static class CommandSplitter
{
    /// <summary>Splits a line.</summary>
    /// <exception cref="FormatException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        StringBuilder? argument = null;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                Add(arguments, ref argument);
                continue;
            }

            argument ??= new StringBuilder();
            if (c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (quote == '"' && c == '\\' && i + 1 < line.Length && line[i + 1] == '"')
            {
                argument.Append(line[++i]);
            }
            else
            {
                argument.Append(c);
            }
        }

        Add(arguments, ref argument);
        return quote == '\0' ? arguments : throw new FormatException($"a quote {quote} is not closed");
    }

    private static void Add(List<string> arguments, ref StringBuilder? argument)
    {
        if (argument is not null)
        {
            arguments.Add(argument.ToString());
            argument = null;
        }
    }
}
