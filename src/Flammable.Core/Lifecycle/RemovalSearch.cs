using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>Finds the removal that somebody means.</summary>
/// <param name="catalog">The library's experiments.</param>
internal sealed class RemovalSearch(ExperimentCatalog catalog)
{
    /// <summary>Finds it.</summary>
    /// <param name="id">What was given; <see langword="null"/> for the newest removal.</param>
    /// <exception cref="RemovalNotFoundException">None matches, or several.</exception>
    public Removal Find(string? id)
    {
        IReadOnlyList<Removal> removals = catalog.Trash.Removals();
        if (id is null)
        {
            return removals.FirstOrDefault()
                ?? throw new RemovalNotFoundException($"Nothing is in the trash of the library '{catalog.Folder}'.", "");
        }

        Removal[] matches = [.. removals.Where(removal => Names(removal).Contains(id))];
        if (matches.Length == 0 && id.Length > 0)
        {
            matches = [.. removals.Where(removal => Names(removal).Any(name => name.StartsWith(id, StringComparison.Ordinal)))];
        }

        return matches switch
        {
            [var only] => only,
            [] => throw new RemovalNotFoundException($"Nothing that is called '{id}' is in the trash of the library '{catalog.Folder}'.", id),
            _ => throw new RemovalNotFoundException(
                $"'{id}' can mean {matches.Length} removals in the trash of the library '{catalog.Folder}'.",
                id,
                [.. matches.Select(removal => removal.Id)]),
        };
    }

    private static IEnumerable<string> Names(Removal removal) => removal.Snapshot is { } snapshot
        ? [removal.Name, removal.Id, snapshot, SnapshotName.IdOf(snapshot), $"{removal.Experiment}/{snapshot}", $"{removal.Experiment}/{SnapshotName.IdOf(snapshot)}"]
        : [removal.Name, removal.Id, removal.Experiment];
}
