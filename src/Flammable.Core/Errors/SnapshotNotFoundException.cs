namespace Flammable.Errors;

/// <summary>No snapshot, or more than one, answers to an id, a name, a tag or a metric.</summary>
public sealed class SnapshotNotFoundException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: what was asked for and where it was looked for.</param>
    /// <param name="id">The id or name that was asked for.</param>
    /// <param name="matches">The names that match where several do; else empty.</param>
    public SnapshotNotFoundException(string message, string id, IReadOnlyList<string>? matches = null)
        : base(message)
    {
        Id = id;
        Matches = matches?.ToArray() ?? [];
    }

    /// <summary>The id or name that was asked for.</summary>
    public string Id { get; }

    /// <summary>The names that match, as <c>experiment/name</c>, where several do; else empty.</summary>
    public IReadOnlyList<string> Matches { get; }

    /// <summary>The metrics that there are, where one was asked for that no snapshot has; else empty.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The newest snapshots that there are, as <c>experiment/name</c>, where one was asked for of a place that nothing else lists; else empty.</summary>
    public IReadOnlyList<string> Available { get; init; } = [];
}
