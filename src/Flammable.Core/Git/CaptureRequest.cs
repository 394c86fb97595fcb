namespace Flammable.Git;

/// <summary>What to capture, and where to put the commit.</summary>
internal sealed record CaptureRequest
{
    public required CommitMode Mode { get; init; }

    /// <summary>The last snapshot's code: what a detached capture builds on.</summary>
    public CodeBase? Previous { get; init; }

    public required string Message { get; init; }

    /// <summary>The bytes that were compiled, by path in the experiment: they go into the commit whatever the disk says by then.</summary>
    public IReadOnlyDictionary<string, byte[]> Sources { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Wildcard patterns of files that the guard lets through.</summary>
    public IReadOnlyList<string> AllowFiles { get; init; } = [];
}
