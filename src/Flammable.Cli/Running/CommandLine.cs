namespace Flammable.Cli.Running;

/// <summary>The command line as it is recorded: as the user could type it again.</summary>
internal static class CommandLine
{
    /// <summary>The command line of this process, which may be a task's own program.</summary>
    public static Caller Caller() => new($"flam {FlamVersion.Text}", Text(Environment.GetCommandLineArgs()));

    /// <summary>A program and its arguments; those with spaces or quotes in them stand in quotes.</summary>
    /// <param name="arguments">The program's path, then its arguments.</param>
    public static string Text(IReadOnlyList<string> arguments) =>
        string.Join(' ', arguments.Skip(1).Select(Quoted).Prepend(Path.GetFileNameWithoutExtension(arguments[0])));

    private static string Quoted(string argument) =>
        argument.Length > 0 && !argument.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'')
            ? argument
            : $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
