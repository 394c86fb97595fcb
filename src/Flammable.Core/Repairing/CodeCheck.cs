using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks whether the library still has the code of an experiment's snapshots.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="codeFolder">The full path of the folder that the code was last seen in, if that is known.</param>
/// <param name="repository">The experiment's repository; <see langword="null"/> where it is gone.</param>
internal sealed class CodeCheck(ExperimentCatalog catalog, string? codeFolder, RepositoryCheck? repository)
{
    /// <summary>The commit that a snapshot's ref keeps; <see langword="null"/> where there is none.</summary>
    public string? KeptCommit(SnapshotKey key) => repository?.CommitOf(key.Name);

    /// <summary>Finds what is wrong.</summary>
    public IEnumerable<LibraryProblem> Find(CheckedSnapshot one, Snapshot snapshot, CancellationToken cancellation)
    {
        string path = catalog.RepositoryPath(snapshot.Experiment);
        IReadOnlyList<DamagedObject> damaged = repository?.FindDamage(snapshot.Commit, cancellation) ?? [new DamagedObject(snapshot.Commit, "")];
        if (damaged.Count > 0)
        {
            LibraryProblem problem = damaged[0].Hash == snapshot.Commit
                ? one.Problem(LibraryProblemKind.CommitMissing, path, $"The commit {snapshot.ShortCommit} of snapshot '{one.Key}' is not in the experiment's repository, or damaged there.")
                : one.Problem(LibraryProblemKind.CodeDamaged, path, $"The repository of experiment '{snapshot.Experiment}' has lost {Files(damaged)} of snapshot '{one.Key}'.");
            yield return RepositoryRepair.IsInFolder(codeFolder, damaged)
                ? problem.RepairedBy($"copy it from the repository of '{codeFolder}'", one.Locked((read, quarantine) => Bring(path, read, quarantine)))
                : problem with { Repair = "restore the repository from a backup" };
        }
        else if (snapshot.Version is not null && KeptCommit(one.Key) is null)
        {
            yield return one
                .Problem(LibraryProblemKind.ReferenceMissing, path, $"The commit {snapshot.ShortCommit} of snapshot '{one.Key}' is kept by no ref of the experiment's repository.")
                .RepairedBy("make the ref", one.Locked((read, quarantine) =>
                {
                    using IDisposable turn = catalog.Lock(read.Experiment, CancellationToken.None);
                    new RepositoryRepair(path).Keep(read.Name, read.Commit, quarantine.Move);
                }));
        }
    }

    private void Bring(string path, Snapshot snapshot, Quarantine quarantine)
    {
        using IDisposable turn = catalog.Lock(snapshot.Experiment, CancellationToken.None);
        var repair = new RepositoryRepair(path);
        repair.Bring(codeFolder!, snapshot.Commit, quarantine.Move, CancellationToken.None);
        if (snapshot.Version is not null)
        {
            repair.Keep(snapshot.Name, snapshot.Commit, quarantine.Move);
        }
    }

    private static string Files(IReadOnlyList<DamagedObject> damaged) =>
        damaged.Count == 1 ? $"'{damaged[0].Path}'" : $"{damaged.Count} files and folders, such as '{damaged[0].Path}',";
}
