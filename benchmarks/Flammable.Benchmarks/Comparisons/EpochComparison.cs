using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Appends epochs to the snapshot of a run that has 100,000 of them behind it, and to one that begins.</summary>
internal sealed class EpochComparison : IComparison
{
    private const int Behind = 100_000;
    private const int WarmUps = 500;
    private const int Epochs = 10_000;

    private static readonly string[] _names = ["loss", "accuracy", "precision", "recall", "f1", "rate"];

    public string Name => "epoch";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var store = new SnapshotStore("Epochs", folder.At("snapshots"));
        (Snapshot Snapshot, int Epoch) late = Run(Create(store), 1, Behind).After;

        (double ours, double theirs) = new Repetitions(Count: 75, WarmUps: 5).Medians(
            () =>
            {
                (double time, late) = Run(late.Snapshot, late.Epoch, Epochs);
                return time;
            },
            () => Run(Create(store), 1, Epochs).Time);
        yield return new Figure($"{Epochs:N0} epochs after {Behind:N0} others", ours, $"the first {Epochs:N0} epochs", theirs, Limit.Ratio(1.1));
    }

    private static Snapshot Create(SnapshotStore store) => store.Create(key => SnapshotShelf.Snapshot(key, 1) with
    {
        Train = Snapshot.EmptySeries,
        Validation = Snapshot.EmptySeries,
        Test = Snapshot.EmptySeries,
    });

    // As a run appends: through the task's view of the snapshot, to the journal that its folder has. The buffers of a run grow
    // in its first epochs, wherever it stands: these are not timed.
    private static (double Time, (Snapshot Snapshot, int Epoch) After) Run(Snapshot snapshot, int first, int epochs)
    {
        using RunFiles files = RunFiles.Open(snapshot, SnapshotContent.Of(snapshot), null, null, CancellationToken.None);
        Append(files.View, first, WarmUps);
        double time = Clock.Time(() => Append(files.View, first + WarmUps, epochs));
        return (time, (files.View.Freeze().PutInto(snapshot), first + WarmUps + epochs));
    }

    private static void Append(TaskSnapshot view, int first, int epochs)
    {
        for (int epoch = first; epoch < first + epochs; epoch++)
        {
            foreach (string name in _names)
            {
                // The same values wherever the run stands: some take longer to write than others.
                view.Train.Append(name, 1.0 / (1 + (epoch % 1000)), epoch);
            }
        }
    }
}
