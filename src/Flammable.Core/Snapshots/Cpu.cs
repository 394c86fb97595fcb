namespace Flammable.Snapshots;

/// <summary>A computer's processor.</summary>
/// <param name="Model">Its name, as the system tells it; <see langword="null"/> where it does not.</param>
/// <param name="LogicalProcessors">How many threads run at once: those that the process may use.</param>
public sealed record Cpu(string? Model, int LogicalProcessors)
{
    /// <summary>The processor as <c>8 × model</c>.</summary>
    public override string ToString() => $"{LogicalProcessors} × {Model ?? "CPU"}";
}
