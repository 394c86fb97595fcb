using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Completion;

/// <summary>What means a snapshot beside its id and its name, as far as the newest snapshots tell.</summary>
internal static class SnapshotWords
{
    // Each takes a file to read; more of them would keep who is typing waiting.
    private const int MostRead = 200;

    public static IReadOnlyList<Snapshot> ReadNewest(Library library, string? experiment) =>
        [.. library.GetSnapshots(new SnapshotFilter { Experiment = experiment, Last = MostRead }, unreadable: _ => { })];

    /// <summary>The tags, each with the snapshots that have it.</summary>
    public static IEnumerable<IGrouping<string, Snapshot>> Tags(IEnumerable<Snapshot> snapshots) =>
        snapshots.SelectMany(snapshot => snapshot.Tags.Select(tag => (tag, snapshot))).GroupBy(pair => pair.tag, pair => pair.snapshot);

    /// <summary>The metrics by which a best snapshot can be asked for.</summary>
    public static IEnumerable<string> Metrics(IEnumerable<Snapshot> snapshots) => snapshots
        .Where(snapshot => snapshot.State == SnapshotState.Trained)
        .SelectMany(snapshot => new[] { snapshot.Test, snapshot.Validation, snapshot.Train })
        .SelectMany(series => RawSeries.Without(series).Select(one => one.Key))
        .Distinct();
}
