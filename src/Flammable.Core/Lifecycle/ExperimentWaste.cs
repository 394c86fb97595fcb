using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>What an experiment's repository has and no snapshot needs, neither in the library nor in the trash.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="experiment">The experiment's name; the caller holds its lock.</param>
/// <param name="kept">The removals that can still be undone.</param>
internal sealed class ExperimentWaste(ExperimentCatalog catalog, string experiment, IReadOnlyList<Removal> kept)
{
    private const int HashLength = 40;

    /// <summary>Shows it.</summary>
    /// <param name="visit">Is shown what goes together, in the order in which it must go.</param>
    public void Visit(Action<IReadOnlyList<Waste>> visit)
    {
        using ExperimentRepository? repository = ExperimentRepository.Open(catalog.RepositoryPath(experiment));
        if (repository is null)
        {
            return;
        }

        Guid? id = catalog.Id(experiment);
        Removal[] removed = [.. kept.Where(removal => removal.IsSnapshotOf(experiment, id))];
        SnapshotKey[] keys = [.. catalog.Snapshots(experiment).Keys(), .. removed.Select(removal => new SnapshotKey(experiment, removal.Snapshot!, removal.ContentPath))];
        HashSet<string> names = [.. keys.Select(key => key.Name)];
        RepositoryWaste waste = repository.FindWaste(names.Contains, () => keys.SelectMany(CommitsOf));
        visit([.. waste.References.Select(reference => new Waste(
            ReclaimableKind.Reference, reference.Path, reference.Bytes, () => repository.Delete(reference)))]);
        visit([.. waste.Objects.Select(one => new Waste(
            ReclaimableKind.Object, one.Path, one.Bytes, () => FolderDeletion.Delete(one.Path)))]);
        visit([.. waste.Leftovers.Select(path => new Waste(
            ReclaimableKind.Leftover, path, FolderSize.Of(path), () => FolderDeletion.Delete(path)))]);
    }

    // Whatever in a snapshot's file may be a commit: a ref that got lost takes no code with it.
    private IEnumerable<string> CommitsOf(SnapshotKey key)
    {
        try
        {
            return [.. catalog.Snapshots(experiment).ReadDocument(key)
                .Select(property => property.Value)
                .OfType<JsonValue>()
                .Select(value => value.TryGetValue(out string? text) ? text : "")
                .Where(text => text.Length == HashLength)];
        }
        catch (SnapshotStoreException)
        {
            // A damaged file names nothing; the snapshot's ref keeps its commit all the same.
            return [];
        }
    }
}
