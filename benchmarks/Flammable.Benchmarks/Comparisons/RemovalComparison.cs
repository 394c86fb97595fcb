using Flammable.Benchmarks.Fixtures;
using Flammable.Benchmarks.Measuring;
using Flammable.Lifecycle;
using Flammable.Snapshots;

namespace Flammable.Benchmarks.Comparisons;

/// <summary>Removes ten of 10,000 snapshots and clears the library: where the others are large, and where they are small.</summary>
internal sealed class RemovalComparison : IComparison
{
    private const string Rival = "the others small";

    // Nothing of the large ones is read; the rest is what two times that are the same differ by.
    private static readonly Limit _same = Limit.Ratio(1.2);

    public string Name => "remove";

    public IEnumerable<Figure> Measure(TemporaryFolder folder)
    {
        var large = new FullShelf(folder.At("large"), modelBytes: 64L << 20, codeBytes: 4096);
        var small = new FullShelf(folder.At("small"), modelBytes: 10, codeBytes: 10);
        var repetitions = new Repetitions(Count: 9, WarmUps: 2);

        (double ours, double theirs) = repetitions.Medians(() => Remove(large), () => Remove(small));
        yield return new Figure("remove 10 of 10,000 snapshots, the others large", ours, Rival, theirs, _same);
        (ours, theirs) = repetitions.Medians(() => Clear(large), () => Clear(small));
        yield return new Figure("clear 10 of 10,000 snapshots, the others large", ours, Rival, theirs, _same);
    }

    private static double Remove(FullShelf shelf)
    {
        IReadOnlyList<Snapshot> victims = shelf.AddVictims();
        double time = Clock.Time(() => RemoveAll(shelf.Library, victims));
        Clear(shelf.Library, victims.Count);
        return time;
    }

    private static double Clear(FullShelf shelf)
    {
        IReadOnlyList<Snapshot> victims = shelf.AddVictims();
        RemoveAll(shelf.Library, victims);
        return Clock.Time(() => Clear(shelf.Library, victims.Count));
    }

    private static void RemoveAll(Library library, IReadOnlyList<Snapshot> snapshots)
    {
        foreach (Snapshot snapshot in snapshots)
        {
            library.Remove(snapshot);
        }
    }

    private static void Clear(Library library, int count)
    {
        IReadOnlyList<Reclaimable> freed = library.Clear(library.PlanClearing());
        if (freed.FirstOrDefault(one => one.Kind == ReclaimableKind.Removal)?.Count != count
            || freed.FirstOrDefault(one => one.Kind == ReclaimableKind.Object)?.Count != 3 * count)
        {
            throw new InvalidOperationException("Not all that was removed was freed.");
        }
    }
}
