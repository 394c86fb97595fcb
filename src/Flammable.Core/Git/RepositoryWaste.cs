namespace Flammable.Git;

/// <summary>What an experiment's repository has and no snapshot needs.</summary>
/// <param name="References">Refs of snapshots that are gone.</param>
/// <param name="Objects">Loose objects that nothing refers to, each before what it refers to itself.</param>
/// <param name="Leftovers">The full paths of files that killed writers left behind.</param>
internal sealed record RepositoryWaste(
    IReadOnlyList<StaleReference> References, IReadOnlyList<LooseObject> Objects, IReadOnlyList<string> Leftovers);
