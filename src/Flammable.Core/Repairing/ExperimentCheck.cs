using System.Text.Json.Nodes;
using Flammable.Errors;
using Flammable.Experiments;
using Flammable.Git;
using Flammable.Snapshots;

namespace Flammable.Repairing;

/// <summary>Checks an experiment, then each of its snapshots.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="name">The experiment's name.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class ExperimentCheck(ExperimentCatalog catalog, string name, CancellationToken cancellation)
{
    private string Folder => Path.Combine(catalog.Folder, name);

    private string FilePath => Path.Combine(Folder, ExperimentFile.FileName);

    private string RepositoryPath => catalog.RepositoryPath(name);

    /// <summary>Finds what is wrong, each as soon as it is found. What is repaired between two of them counts for the later ones.</summary>
    /// <param name="checking">Told of each snapshot before it is checked.</param>
    public IEnumerable<LibraryProblem> Find(Action<SnapshotKey> checking)
    {
        ExperimentFile? file = TryReadFile(out LibraryProblem? damage);
        if (damage is not null)
        {
            yield return damage;
            if (damage.Kind == LibraryProblemKind.NewerVersion)
            {
                yield break;
            }

            file = TryReadFile(out _);
        }

        foreach (LibraryProblem problem in FindOwn(file))
        {
            yield return problem;
        }

        using RepositoryCheck? repository = TryOpen(out bool isUsable);
        SnapshotStore store = catalog.Snapshots(name);
        var snapshots = new SnapshotCheck(store, isUsable ? new CodeCheck(catalog, file?.CodeFolder, repository) : null, cancellation);
        foreach (SnapshotKey key in store.Keys())
        {
            cancellation.ThrowIfCancellationRequested();
            checking(key);
            foreach (LibraryProblem problem in snapshots.Find(key))
            {
                yield return problem;
            }
        }

        // Read after the refs: a snapshot made meanwhile has its folder by then.
        IEnumerable<string> referred = repository?.SnapshotsWithReference() ?? Enumerable.Empty<string>();
        if (Removed(file?.Id) is not { } removed)
        {
            yield break;
        }

        foreach (string orphan in referred.Except(store.Keys().Select(key => key.Name)).Except(removed).Order(StringComparer.Ordinal))
        {
            yield return Problem(
                LibraryProblemKind.ReferenceOrphaned, RepositoryPath, $"The ref '{orphan}' of experiment '{name}' keeps the commit of a snapshot that is not in the library.")
                .Harmless("Clear-FlamLibrary and 'flam gc' remove it");
        }
    }

    private IEnumerable<LibraryProblem> FindOwn(ExperimentFile? file)
    {
        string snapshots = Path.Combine(Folder, ExperimentCatalog.SnapshotsFolder);
        if (!Directory.Exists(snapshots))
        {
            yield return Problem(LibraryProblemKind.ExperimentIncomplete, snapshots, $"The experiment '{name}' has no folder '{ExperimentCatalog.SnapshotsFolder}'.")
                .RepairedBy("make the folder", _ => Directory.CreateDirectory(snapshots));
        }

        if (!Directory.Exists(RepositoryPath) && file is null)
        {
            yield return Problem(LibraryProblemKind.ExperimentIncomplete, RepositoryPath, $"The experiment '{name}' has no repository.")
                .RepairedBy("make an empty one", quarantine => new RepositoryRepair(RepositoryPath).Restore(quarantine.Move));
        }
        else if (Directory.Exists(RepositoryPath))
        {
            using RepositoryCheck? repository = TryOpen(out _);
            if (repository is null)
            {
                yield return Problem(LibraryProblemKind.RepositoryDamaged, RepositoryPath, $"The repository of experiment '{name}' cannot be opened.")
                    .RepairedBy("write its settings again; commits and refs stay", quarantine => new RepositoryRepair(RepositoryPath).Restore(quarantine.Move));
            }
        }

        foreach (LibraryProblem problem in (file is null ? [] : FindIdentity(file)).Concat(Leftovers.InExperiment(catalog, name)))
        {
            yield return problem;
        }
    }

    private IEnumerable<LibraryProblem> FindIdentity(ExperimentFile file)
    {
        if (file.CodeFolder is not { } folder || !Directory.Exists(folder))
        {
            return [];
        }

        try
        {
            return ExperimentIdentity.Of(folder) is { } identity && identity.Id != file.Id
                ? [Problem(LibraryProblemKind.IdentityElsewhere, folder, $"The folder '{folder}', where the code of experiment '{name}' was, is now of experiment '{identity.Name}'.").Harmless()]
                : [];
        }
        catch (SnapshotStoreException error)
        {
            LibraryProblem problem = Problem(LibraryProblemKind.IdentityDamaged, error.Path, error.Message);
            return [error.Problem != StoreProblem.Damaged ? problem : problem.RepairedBy("keep the file in the quarantine, and write it again", quarantine =>
            {
                quarantine.Copy(error.Path);
                ExperimentIdentity.Write(folder, file.Id, name);
            })];
        }
    }

    private ExperimentFile? TryReadFile(out LibraryProblem? damage)
    {
        damage = null;
        try
        {
            return ExperimentFile.Read(Folder);
        }
        catch (SnapshotStoreException error) when (error.Problem == StoreProblem.Damaged)
        {
            damage = Problem(LibraryProblemKind.ExperimentFileDamaged, FilePath, error.Message)
                .RepairedBy("keep the file in the quarantine, and write it again from what is left", WriteFile);
        }
        catch (SnapshotStoreException error)
        {
            damage = Problem(error.Problem == StoreProblem.NewerVersion ? LibraryProblemKind.NewerVersion : LibraryProblemKind.ExperimentFileDamaged, FilePath, error.Message);
            damage = error.Problem == StoreProblem.NewerVersion ? damage.Harmless("update Flammable") : damage;
        }

        return null;
    }

    private void WriteFile(Quarantine quarantine)
    {
        JsonObject left = TornJson.Members(File.ReadAllBytes(FilePath));
        string? codeFolder = left["code_folder"]?.ToString();
        ExperimentFile? identity = codeFolder is null ? null : ExperimentIdentity.Of(codeFolder);
        quarantine.Copy(FilePath);
        new ExperimentFile
        {
            Id = Guid.TryParse(left["id"]?.ToString(), out Guid id) ? id : identity?.Id ?? Guid.NewGuid(),
            Name = name,
            CodeFolder = codeFolder,
            Created = DateTimeOffset.TryParse(left["created"]?.ToString(), System.Globalization.CultureInfo.InvariantCulture, out DateTimeOffset created) ? created : null,
        }.Write(Folder);
    }

    // What lies in the trash can come back, and needs its commit then. Nothing where a removal's file is damaged.
    private string[]? Removed(Guid? id)
    {
        try
        {
            return [.. catalog.Trash.Removals().Where(removal => removal.IsSnapshotOf(name, id)).Select(removal => removal.Snapshot!)];
        }
        catch (SnapshotStoreException)
        {
            return null;
        }
    }

    private RepositoryCheck? TryOpen(out bool isUsable)
    {
        isUsable = true;
        try
        {
            RepositoryCheck? repository = RepositoryCheck.Open(RepositoryPath);
            isUsable = repository is not null || !Directory.Exists(RepositoryPath);
            return repository;
        }
        catch (RepositoryException)
        {
            isUsable = false;
            return null;
        }
    }

    private LibraryProblem Problem(LibraryProblemKind kind, string path, string message) =>
        new() { Kind = kind, Experiment = name, Path = path, Message = message };
}
