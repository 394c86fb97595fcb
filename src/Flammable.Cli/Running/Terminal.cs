namespace Flammable.Cli.Running;

/// <summary>The streams as they were when the process began, and what they can show.</summary>
/// <remarks>The writers are taken once: a run puts its own in place of <see cref="Console.Out"/> to catch what a task prints.</remarks>
internal sealed class Terminal
{
    /// <summary>Erases from the cursor to the end of its line. See ECMA-48, section 8.3.41.</summary>
    public const string EraseToEnd = "\e[K";

    public TextWriter Output { get; } = Console.Out;

    public TextWriter Error { get; } = Console.Error;

    /// <summary>Held by whoever writes while a run goes on.</summary>
    public Lock Turn { get; } = new();

    /// <summary>Whether a line may be drawn over: a person looks at both streams.</summary>
    public bool IsLive { get; } = !Console.IsOutputRedirected && !Console.IsErrorRedirected && !IsSet("CI") && !IsDumb;

    /// <summary>Whether standard output goes to a file or a pipe.</summary>
    public bool IsOutputRedirected { get; } = Console.IsOutputRedirected;

    /// <summary>Whether standard output takes colours. See https://no-color.org.</summary>
    public bool HasColors { get; } = !Console.IsOutputRedirected && !IsSet("NO_COLOR") && !IsDumb;

    /// <summary>Takes away the line that was drawn at the bottom of the terminal, if there is one.</summary>
    public void EraseLine()
    {
        if (IsLive)
        {
            Error.Write($"\r{EraseToEnd}");
        }
    }

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
