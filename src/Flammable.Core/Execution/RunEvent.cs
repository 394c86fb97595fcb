namespace Flammable.Execution;

/// <summary>Something a run tells while it lives. Reported from any thread, in order.</summary>
public abstract record RunEvent;
