using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>A command line before its values are known: the program and its arguments, with <c>{name}</c> where a value goes.</summary>
/// <param name="Text">The line as a user reads it.</param>
/// <param name="Arguments">The program, then its arguments; at least the one.</param>
internal sealed record CommandLine(string Text, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads a line that is one text.</summary>
    /// <exception cref="FormatException">It is empty, or a quote or a brace is not closed.</exception>
    public static CommandLine Parse(string text) => Of(text.Trim(), CommandSplitter.Split(text));

    /// <summary>Takes a line that is split already.</summary>
    /// <exception cref="FormatException">It is empty, or a brace is not closed.</exception>
    public static CommandLine Of(IReadOnlyList<string> arguments) => Of(string.Join(' ', arguments), arguments);

    /// <summary>The arguments with their values in place.</summary>
    /// <param name="valueOf">The value of a placeholder, by its name.</param>
    public IReadOnlyList<string> Fill(Func<string, string> valueOf) =>
        [.. Arguments.Select(argument => Placeholder.Fill(argument, valueOf))];

    /// <summary>The first placeholder that stands for nothing; <see langword="null"/> where each has a value.</summary>
    /// <param name="verb">What the command does.</param>
    /// <param name="parameters">The names of the task's parameters.</param>
    public string? FindUnknown(TaskVerb verb, IEnumerable<string> parameters) =>
        Arguments.SelectMany(Placeholder.In)
            .FirstOrDefault(name => !Placeholder.IsKnown(name, verb) && !parameters.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The data files that the arguments name, as in <c>{data:digits.csv}</c>.</summary>
    public IEnumerable<string> Data => Arguments.SelectMany(Placeholder.In).Select(Placeholder.DataIn).OfType<string>();

    private static CommandLine Of(string text, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0 || arguments[0].Length == 0)
        {
            throw new FormatException("the command is empty");
        }

        foreach (string argument in arguments)
        {
            Placeholder.Fill(argument, name => name);
        }

        return new CommandLine(text, arguments);
    }
}
