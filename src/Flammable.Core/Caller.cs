namespace Flammable;

/// <summary>Who asks for a training. It is recorded in the snapshot.</summary>
/// <param name="Host">The front end with its version, such as <c>PowerShell 7.6.5</c>.</param>
/// <param name="Command">What the user typed; <see langword="null"/> where it is not known.</param>
public sealed record Caller(string Host, string? Command);
