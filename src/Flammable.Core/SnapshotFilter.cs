using System.IO.Enumeration;
using Flammable.Snapshots;

namespace Flammable;

/// <summary>Which snapshots to list. Everything left out matches all.</summary>
public sealed record SnapshotFilter
{
    /// <summary>The experiment's name; <c>*</c>, <c>?</c> match.</summary>
    public string? Experiment { get; init; }

    /// <summary>The states to show.</summary>
    public IReadOnlyCollection<SnapshotState> States { get; init; } = [];

    /// <summary>Tags of which a snapshot has one at least; <c>*</c>, <c>?</c> match. Letters match in either case.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>How many to show at most, the newest ones; counted after the other filters.</summary>
    public int? Last { get; init; }

    /// <summary>Whether a snapshot has one of the states and one of the tags that are asked for.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public bool Matches(Snapshot snapshot) =>
        (States.Count == 0 || States.Contains(snapshot.State))
        && (Tags.Count == 0 || Tags.Any(pattern => snapshot.Tags.Any(tag => FileSystemName.MatchesSimpleExpression(pattern, tag))));
}
