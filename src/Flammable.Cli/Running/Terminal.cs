namespace Flammable.Cli.Running;

/// <summary>The streams as they were when the process began, and what they can show.</summary>
/// <remarks>The writers are taken once: a run puts its own in place of <see cref="Console.Out"/> to catch what a task prints.</remarks>
internal sealed class Terminal
{
    public TextWriter Output { get; } = Console.Out;

    public TextWriter Error { get; } = Console.Error;

    /// <summary>Whether a line may be drawn over: a person looks at both streams.</summary>
    public bool IsLive { get; } = !Console.IsOutputRedirected && !Console.IsErrorRedirected && !IsSet("CI") && !IsDumb;

    /// <summary>Whether standard output goes to a file or a pipe.</summary>
    public bool IsOutputRedirected { get; } = Console.IsOutputRedirected;

    /// <summary>Whether standard output takes colours. See https://no-color.org.</summary>
    public bool HasColors { get; } = !Console.IsOutputRedirected && !IsSet("NO_COLOR") && !IsDumb;

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
