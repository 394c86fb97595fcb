namespace Flammable.Processes;

/// <summary>A program could not start, or did not succeed.</summary>
/// <param name="message">What happened to which command.</param>
/// <param name="details">The last lines of its output, or what to do.</param>
/// <param name="exitCode">The exit code; <see langword="null"/> where it did not start.</param>
internal sealed class CommandFailedException(string message, string details, int? exitCode) : Exception(message)
{
    public string Details { get; } = details;

    public int? ExitCode { get; } = exitCode;

    public override string ToString() => $"{Message}{Environment.NewLine}{Details}";
}
