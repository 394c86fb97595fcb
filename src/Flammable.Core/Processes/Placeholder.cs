using System.Text;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>The <c>{name}</c> in an argument of a command line. Two braces, <c>{{</c> or <c>}}</c>, are one brace of the argument.</summary>
internal static class Placeholder
{
    public const string Seed = "seed";
    public const string Snapshot = "snapshot";
    public const string Input = "input";
    public const string Output = "output";

    private const string DataPrefix = "data:";

    /// <summary>The names that no parameter can have.</summary>
    public static IReadOnlyList<string> Reserved { get; } = [Seed, Snapshot, Input, Output];

    /// <summary>The names in an argument.</summary>
    public static IEnumerable<string> In(string argument)
    {
        var names = new List<string>();
        Fill(argument, name =>
        {
            names.Add(name);
            return "";
        });
        return names;
    }

    /// <summary>An argument with its values in place.</summary>
    /// <exception cref="FormatException">A brace is not closed.</exception>
    public static string Fill(string argument, Func<string, string> valueOf)
    {
        var filled = new StringBuilder(argument.Length);
        for (int i = 0; i < argument.Length; i++)
        {
            char c = argument[i];
            if (c is '{' or '}' && i + 1 < argument.Length && argument[i + 1] == c)
            {
                filled.Append(c);
                i++;
            }
            else if (c == '{')
            {
                int end = argument.IndexOf('}', i);
                if (end < 0)
                {
                    throw new FormatException($"a brace is not closed in '{argument}'; '{{{{' is a brace that begins no value");
                }

                filled.Append(valueOf(argument[(i + 1)..end]));
                i = end;
            }
            else
            {
                filled.Append(c);
            }
        }

        return filled.ToString();
    }

    /// <summary>Whether a name has a value whatever the task's parameters are.</summary>
    public static bool IsKnown(string name, TaskVerb verb) =>
        name is Seed or Snapshot || DataIn(name) is not null || (verb == TaskVerb.Eval && name is Input or Output);

    /// <summary>The data file that a name means; <see langword="null"/> where it means none.</summary>
    public static string? DataIn(string name) =>
        name.StartsWith(DataPrefix, StringComparison.Ordinal) && name.Length > DataPrefix.Length ? name[DataPrefix.Length..] : null;
}
