using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Lifecycle;

/// <summary>The way of clearing: find what is of no use any more, and free what was announced of it.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="cancellation">Ends the wait for other changes, and the clearing between two things.</param>
internal sealed class ClearingFlow(ExperimentCatalog catalog, CancellationToken cancellation)
{
    private readonly List<string> _skipped = [];

    /// <summary>Finds what could be freed. Nothing is changed.</summary>
    /// <param name="olderThan">How long ago something must have been removed; <see langword="null"/> for any time.</param>
    public ClearingPlan Plan(TimeSpan? olderThan)
    {
        DateTimeOffset? before = DateTimeOffset.Now - olderThan;
        var waste = new List<Waste>();
        Visit(removal => before is null || removal.RemovedAt <= before, waste.AddRange);
        return new ClearingPlan(waste, _skipped);
    }

    /// <summary>Frees what was announced, as far as it is of no use still.</summary>
    /// <returns>What was freed.</returns>
    public IReadOnlyList<Reclaimable> Free(ClearingPlan plan)
    {
        var freed = new List<Waste>();
        Visit(removal => plan.Paths.Contains(removal.Path), found =>
        {
            foreach (Waste waste in found.Where(waste => plan.Paths.Contains(waste.Path)))
            {
                cancellation.ThrowIfCancellationRequested();
                Free(waste);
                freed.Add(waste);
            }
        });
        return ClearingPlan.Sum(freed);
    }

    // Each part of the library is visited under the lock that keeps it as it is.
    private void Visit(Func<Removal, bool> isCleared, Action<IReadOnlyList<Waste>> visit)
    {
        if (!Directory.Exists(catalog.Folder))
        {
            return;
        }

        IReadOnlyList<Removal> kept = VisitTrash(isCleared, visit);
        foreach (string experiment in catalog.Names())
        {
            VisitExperiment(experiment, kept, visit);
        }

        visit([.. LibraryLeftovers.Find(catalog).Select(Leftover)]);
        VisitCache(visit);
    }

    private IReadOnlyList<Removal> VisitTrash(Func<Removal, bool> isCleared, Action<IReadOnlyList<Waste>> visit)
    {
        if (!catalog.Trash.Exists)
        {
            return [];
        }

        using IDisposable turn = catalog.Trash.Lock(cancellation);
        ILookup<bool, Removal> removals = catalog.Trash.Removals().ToLookup(isCleared);
        visit([.. removals[true].Select(Describe)]);
        visit([.. catalog.Trash.Leftovers().Select(Leftover)]);
        return [.. removals[false]];
    }

    // Who goes to the trash after the trash was visited is missing here, but was found as kept when the plan was made, or is
    // when it is carried out: only what both times is of no use is freed.
    private void VisitExperiment(string experiment, IReadOnlyList<Removal> kept, Action<IReadOnlyList<Waste>> visit)
    {
        try
        {
            if (catalog.Id(experiment) is null)
            {
                // The Python original's: its repository has a user of its own.
                return;
            }

            using IDisposable turn = catalog.Lock(experiment, cancellation);
            new ExperimentWaste(catalog, experiment, kept).Visit(visit);
        }
        catch (ExperimentNotFoundException)
        {
            // Removed or renamed a moment ago.
        }
        catch (RepositoryException error) when (error.Problem != RepositoryProblem.NotWritable)
        {
            _skipped.Add($"{error.Message} Nothing is freed in that repository.");
        }
        catch (SnapshotStoreException error) when (error.Problem != StoreProblem.NotWritable)
        {
            _skipped.Add($"{error.Message} Nothing is freed in the repository of experiment '{experiment}'.");
        }
    }

    private void VisitCache(Action<IReadOnlyList<Waste>> visit)
    {
        if (!Directory.Exists(catalog.CacheFolder))
        {
            return;
        }

        using IDisposable? alone = TaskPresence.TryExclude(catalog.CacheFolder);
        if (alone is null)
        {
            _skipped.Add($"A task is loaded: the cache '{catalog.CacheFolder}' stays as it is.");
            return;
        }

        visit([.. CacheEntries.Find(catalog.CacheFolder).Select(path => OfPath(ReclaimableKind.Cache, path, CacheEntries.Delete))]);
    }

    private static void Free(Waste waste)
    {
        try
        {
            waste.Free();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"'{waste.Path}' cannot be deleted: {error.Message}", waste.Path, StoreProblem.NotWritable, error);
        }
    }

    private Waste Describe(Removal removal) =>
        new(ReclaimableKind.Removal, removal.Path, FolderSize.Of(removal.Path), () => catalog.Trash.Delete(removal));

    private static Waste Leftover(string path) => OfPath(ReclaimableKind.Leftover, path, FolderDeletion.Delete);

    private static Waste OfPath(ReclaimableKind kind, string path, Action<string> delete) =>
        new(kind, path, FolderSize.Of(path), () => delete(path));
}
