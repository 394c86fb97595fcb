namespace Flammable.Execution;

/// <summary>Something that the user should know and that stopped nothing.</summary>
/// <param name="Message">One sentence.</param>
public sealed record WarningEvent(string Message) : RunEvent;
