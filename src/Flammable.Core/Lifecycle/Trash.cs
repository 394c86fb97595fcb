using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Lifecycle;

/// <summary>The library's trash: a folder for each removal, with <c>removal.json</c> and what was removed in it.</summary>
/// <param name="folder">The full path of the trash, on the disk of the library: removing and undoing are one rename each.</param>
internal sealed class Trash(string folder)
{
    /// <summary>The name of what was removed, in the folder of its removal. A folder without it is a leftover.</summary>
    public const string ContentFolder = "content";

    /// <summary>The full path of the file that is locked while the trash is changed.</summary>
    public string LockPath { get; } = Path.Combine(folder, ".lock");

    /// <summary>Whether anything was ever removed.</summary>
    public bool Exists => Directory.Exists(folder);

    /// <summary>Waits until nobody else changes the trash. Who needs an experiment's lock, too, takes that one first.</summary>
    public IDisposable Lock(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FileLock.Take(LockPath, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable($"The trash '{folder}' cannot be locked", error);
        }
    }

    /// <summary>All removals that can be undone, the newest first.</summary>
    /// <exception cref="SnapshotStoreException">A removal's file is damaged.</exception>
    public IReadOnlyList<Removal> Removals() =>
        [.. Folders()
            .Where(IsWhole)
            .OrderByDescending(path => Path.GetFileName(path), StringComparer.Ordinal)
            .Select(path => RemovalFile.Read(path)?.At(path))
            .OfType<Removal>()];

    /// <summary>Whether an experiment of that identity lies in the trash.</summary>
    public bool HasExperiment(Guid id) =>
        Removals().Any(removal => removal.Kind == RemovalKind.Experiment && removal.ExperimentId == id);

    /// <summary>Moves a folder of the library into the trash, in one step. The caller holds the lock.</summary>
    /// <param name="file">What it is.</param>
    /// <param name="path">The full path of the folder.</param>
    public Removal Add(RemovalFile file, string path)
    {
        string name = SnapshotName.Next(DateTime.Now, [.. Folders().Select(taken => Path.GetFileName(taken))]);
        string place = Path.Combine(folder, name);
        try
        {
            DeleteLeftovers();
            Directory.CreateDirectory(place);
            file.Write(place);
            // Until here nothing is removed: a folder without content counts for nothing.
            Directory.Move(path, Path.Combine(place, ContentFolder));
            return file.At(place);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable($"The folder '{path}' cannot be moved to the trash", error);
        }
    }

    /// <summary>Moves what was removed to a place in the library, in one step. The caller holds the lock.</summary>
    public void Restore(Removal removal, string path)
    {
        try
        {
            Directory.Move(removal.ContentPath, path);
            DeleteLeftovers();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable($"The removed '{removal}' cannot be moved back to '{path}'", error);
        }
    }

    /// <summary>Deletes a removal for good. The caller holds the lock.</summary>
    public void Delete(Removal removal)
    {
        // Hidden first: what a kill leaves half deleted is no removal that could be undone.
        string hidden = Path.Combine(folder, $".{removal.Name}");
        Directory.Move(removal.Path, hidden);
        FolderDeletion.Delete(hidden);
    }

    /// <summary>Gives the snapshots of an experiment in the trash its new name. The caller holds the lock.</summary>
    public void Rename(string experiment, Guid? id, string newName)
    {
        foreach (Removal removal in Removals().Where(removal => removal.IsSnapshotOf(experiment, id)))
        {
            (RemovalFile.Read(removal.Path)! with { Experiment = newName }).Write(removal.Path);
        }
    }

    /// <summary>The folders that killed changes left in the trash. The caller holds the lock.</summary>
    public IEnumerable<string> Leftovers() => Folders().Where(path => !IsWhole(path));

    private void DeleteLeftovers()
    {
        foreach (string leftover in Leftovers())
        {
            FolderDeletion.Delete(leftover);
        }
    }

    private IEnumerable<string> Folders() =>
        Exists ? Directory.EnumerateDirectories(folder) : [];

    private static bool IsWhole(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Directory.Exists(Path.Combine(path, ContentFolder));

    private SnapshotStoreException NotWritable(string what, Exception error) =>
        new($"{what}: {error.Message}", folder, StoreProblem.NotWritable, error);
}
