using Flammable.Snapshots;

namespace Flammable;

/// <summary>Which model to evaluate with: the last snapshot of the task at <see cref="Path"/>, or <see cref="Snapshot"/>.</summary>
public sealed record EvalRequest
{
    /// <summary>The full path of a task file or folder; needed where <see cref="Snapshot"/> is <see langword="null"/>.</summary>
    public string? Path { get; init; }

    /// <summary>The snapshot to evaluate, with its own code.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>Run the last snapshot even though the code has changed since.</summary>
    public bool Ignore { get; init; }
}
