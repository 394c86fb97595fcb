using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Execution;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Reads a snapshot that has 1,000,000 points, and one that has as many series but no journal.</summary>
internal sealed class SummaryComparison : IComparison
{
    private const int Points = 1_000_000;
    private const int Reads = 500;

    public string Name => "summary";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        SnapshotStore store = new ExperimentCatalog(folder.At("library")).Snapshots("Summaries");
        SnapshotKey full = store.Key(Fill(store).Name);
        Snapshot copy = store.Create(key => store.Read(full) with { Id = key.Id, Name = key.Name, Path = key.Path });
        SnapshotKey bare = store.Key(copy.Name);

        (double ours, double theirs) = new Repetitions(Count: 25, WarmUps: 5).Medians(() => Read(store, full), () => Read(store, bare));
        yield return new Figure($"{Reads} times the summary of {Points:N0} points", ours, "no journal beside it", theirs, Limit.Ratio(1.1));
    }

    private static Snapshot Fill(SnapshotStore store)
    {
        Snapshot snapshot = store.Create(key => SnapshotShelf.Snapshot(key, 1) with { Train = Snapshot.EmptySeries });
        using RunFiles files = RunFiles.Open(snapshot, SnapshotContent.Of(snapshot), null, null, CancellationToken.None);
        for (int i = 1; i <= Points; i++)
        {
            files.View.Train.Append(i % 2 == 0 ? "loss" : "accuracy", 1.0 / i, i);
        }

        return store.Save(files.View.Freeze().PutInto(snapshot));
    }

    private static double Read(SnapshotStore store, SnapshotKey key) => Clock.Time(() =>
    {
        for (int read = 0; read < Reads; read++)
        {
            if (store.Read(key).Train["loss"].Count != Points / 2)
            {
                throw new InvalidOperationException("The summary is not that of the points.");
            }
        }
    });
}
