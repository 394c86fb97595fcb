namespace Flammable.Execution;

/// <summary>A step of the flow, for those who want to follow it: compiled, committed, snapshot made.</summary>
/// <param name="Message">One sentence.</param>
public sealed record StepEvent(string Message) : RunEvent;
