using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Experiments;

/// <summary>Finds the one snapshot that a text means. No journal is opened.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="place">Where the snapshots are, as a message names it.</param>
/// <param name="keys">The keys of the snapshots to choose from, newest first.</param>
internal sealed class SnapshotSearch(ExperimentCatalog catalog, string place, IReadOnlyList<SnapshotKey> keys)
{
    private const string BestWord = SnapshotTag.Best + ":";

    /// <summary>Takes <c>experiment/</c> off the beginning of a text.</summary>
    /// <returns>The experiment, or <see langword="null"/> where the text names none, and the rest.</returns>
    public static (string? Experiment, string Wanted) Split(string text)
    {
        // A metric may have a slash in its name.
        int slash = text.StartsWith(BestWord, StringComparison.OrdinalIgnoreCase) ? -1 : text.IndexOf('/');
        return slash > 0 ? (text[..slash], text[(slash + 1)..]) : (null, text[(slash + 1)..]);
    }

    /// <summary>Finds the snapshot.</summary>
    /// <param name="wanted">
    /// An id, a name, <c>last</c>, <c>best:METRIC</c>, <c>best:-METRIC</c>, a tag, or the beginning of an id or a name: the
    /// first of these that it can be counts.
    /// </param>
    /// <param name="text">What the user wrote.</param>
    /// <exception cref="SnapshotNotFoundException">None matches, or several.</exception>
    /// <exception cref="SnapshotStateException">There is no snapshot yet.</exception>
    public Snapshot Find(string wanted, string text)
    {
        if (Only(keys.Where(key => key.Id == wanted || key.Name == wanted), text) is { } exact)
        {
            return Read(exact);
        }

        if (wanted.Equals(SnapshotTag.Last, StringComparison.OrdinalIgnoreCase))
        {
            return FindLast();
        }

        if (wanted.StartsWith(BestWord, StringComparison.OrdinalIgnoreCase) && wanted.Length > BestWord.Length)
        {
            return FindBest(wanted[BestWord.Length..], text);
        }

        if (wanted.Length == 0)
        {
            throw NotFound(text);
        }

        if (Only(All().Where(snapshot => snapshot.Tags.Contains(wanted)).Select(Key), text) is { } tagged)
        {
            return Read(tagged);
        }

        bool Begins(string name) => name.StartsWith(wanted, StringComparison.Ordinal);
        return Read(Only(keys.Where(key => Begins(key.Id) || Begins(key.Name)), text) ?? throw NotFound(text));
    }

    // Names order the snapshots of one experiment alone: they tell the time to the second.
    private Snapshot FindLast() =>
        NewestFirst.Merge(keys.GroupBy(key => key.Experiment).Select(row => row.Take(1).Select(Read))).FirstOrDefault()
        ?? throw NoSnapshot("snapshot");

    private Snapshot FindBest(string metric, string text)
    {
        bool isLeast = metric.StartsWith('-');
        string name = isLeast ? metric[1..] : metric;
        Snapshot[] trained = [.. All().Where(snapshot => snapshot.State == SnapshotState.Trained)];
        if (trained.Length == 0)
        {
            throw NoSnapshot("trained snapshot");
        }

        if (ComparedMetric.Find(name, trained) is { } compared)
        {
            Snapshot[] having = [.. trained.Where(snapshot => !double.IsNaN(compared.ValueOf(snapshot) ?? double.NaN))];
            return isLeast ? having.MinBy(compared.ValueOf)! : having.MaxBy(compared.ValueOf)!;
        }

        throw new SnapshotNotFoundException($"No trained snapshot of {place} has a value of the metric '{name}'.", text)
        {
            Metrics = [.. ComparedMetric.Names(trained)],
        };
    }

    // What cannot be read has no tags and no metrics that anybody knows of.
    private IEnumerable<Snapshot> All()
    {
        foreach (SnapshotKey key in keys)
        {
            Snapshot snapshot;
            try
            {
                snapshot = Read(key);
            }
            catch (SnapshotStoreException)
            {
                continue;
            }

            yield return snapshot;
        }
    }

    private SnapshotKey? Only(IEnumerable<SnapshotKey> found, string text) => found.ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => throw new SnapshotNotFoundException(
            $"'{text}' can mean {several.Length} snapshots of {place}.", text, [.. several.Select(key => key.ToString())]),
    };

    private Snapshot Read(SnapshotKey key) => catalog.Snapshots(key.Experiment).Read(key);

    private SnapshotKey Key(Snapshot snapshot) => catalog.Snapshots(snapshot.Experiment).Key(snapshot.Name);

    private SnapshotNotFoundException NotFound(string text) => new($"No snapshot '{text}' is in {place}.", text);

    private SnapshotStateException NoSnapshot(string what) =>
        new($"There is no {what} in {place} yet.", SnapshotTag.Last, SnapshotStateProblem.NoSnapshot);
}
