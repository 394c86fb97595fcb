namespace Flammable.Execution;

/// <summary>A line that the task printed.</summary>
/// <param name="Line">The line, without its end.</param>
public sealed record LogEvent(string Line) : RunEvent;
