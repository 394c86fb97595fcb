using Flammable.Errors;
using Flammable.Experiments;

namespace Flammable.Lifecycle;

/// <summary>The way of a library to another folder: one rename on one disk; else a copy that is checked, and then takes its place.</summary>
/// <param name="catalog">The library's experiments.</param>
/// <param name="cancellation">Ends the wait for other changes, and the copying.</param>
internal sealed class MoveFlow(ExperimentCatalog catalog, CancellationToken cancellation)
{
    private const string Moving = "moving";
    private const string Moved = "moved";

    private readonly List<IDisposable> _locks = [];

    /// <exception cref="ArgumentException">The destination lies in the library or around it, or is in use.</exception>
    /// <exception cref="SnapshotStateException">A task of the library is loaded.</exception>
    /// <exception cref="SnapshotStoreException">There is no library yet, or a folder cannot be read or written.</exception>
    public LibraryMove Run(string destination)
    {
        string source = catalog.Folder;
        EnsureMovable(source, destination);
        try
        {
            TakeLocks();
            long bytes = FolderSize.Of(source);
            bool isConfigured = Move(source, destination);
            return new LibraryMove(source, destination, bytes, isConfigured, Configuration.Load().IsFromEnvironment(source));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The library '{source}' cannot be moved to '{destination}': {error.Message}", destination, StoreProblem.NotWritable, error);
        }
        finally
        {
            ReleaseLocks();
        }
    }

    private static void EnsureMovable(string source, string destination)
    {
        if (!Directory.Exists(source))
        {
            throw new SnapshotStoreException($"The library '{source}' does not exist.", source, StoreProblem.Misplaced);
        }

        if (RealPath.Overlap(source, destination))
        {
            throw new ArgumentException($"The library '{source}' and the folder '{destination}' lie inside one another.", nameof(destination));
        }

        if (File.Exists(destination) || (Directory.Exists(destination) && Directory.EnumerateFileSystemEntries(destination).Any()))
        {
            throw new ArgumentException($"The destination '{destination}' exists and is not empty.", nameof(destination));
        }
    }

    // Whatever makes, changes or runs a snapshot needs one of these.
    private void TakeLocks()
    {
        _locks.Add(TaskPresence.TryExclude(catalog.CacheFolder) ?? throw new SnapshotStateException(
            $"A task of the library '{catalog.Folder}' is running.", catalog.Folder, SnapshotStateProblem.InUse));
        _locks.AddRange(catalog.Names().Select(name => catalog.Lock(name, cancellation)));
        _locks.Add(catalog.Trash.Lock(cancellation));
    }

    private void ReleaseLocks()
    {
        _locks.ForEach(held => held.Dispose());
        _locks.Clear();
    }

    private bool Move(string source, string destination)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
        if (Directory.Exists(destination))
        {
            Directory.Delete(destination);
        }

        // The settings name both folders for as long as the library may be in either.
        bool isConfigured = Configuration.BeginMove(source, destination);
        string now = source;
        try
        {
            MoveFolder(source, destination);
            now = destination;
        }
        finally
        {
            if (isConfigured)
            {
                Configuration.EndMove(now);
            }
        }

        return isConfigured;
    }

    private void MoveFolder(string source, string destination)
    {
        // Windows moves no folder with an open file in it, and refuses where another process was faster.
        if (OperatingSystem.IsWindows())
        {
            ReleaseLocks();
        }

        try
        {
            Directory.Move(source, destination);
        }
        catch (IOException) when (Directory.Exists(source) && !Path.Exists(destination))
        {
            MoveToOtherDisk(source, destination);
        }
    }

    private void MoveToOtherDisk(string source, string destination)
    {
        DeleteLeftovers(source, destination);
        string copy = Beside(destination, Moving);
        try
        {
            // The cache can be made again, and the locks are held by this process.
            new FolderCopy(source, [catalog.CacheFolder, .. LockFiles()], cancellation).Write(copy);
            Directory.Move(copy, destination);
        }
        catch
        {
            FolderDeletion.Delete(copy);
            throw;
        }

        string old = Beside(source, Moved);
        Directory.Move(source, old);
        FolderDeletion.Delete(old);
    }

    private IEnumerable<string> LockFiles() =>
        catalog.Names().Select(name => Path.Combine(catalog.PathOf(name), ExperimentCatalog.LockFile)).Append(catalog.Trash.LockPath);

    // What a killed move between these folders left: a copy that is not whole, or an original whose copy is.
    private static void DeleteLeftovers(string source, string destination)
    {
        foreach ((string folder, string what) in new[] { (destination, Moving), (source, Moving), (source, Moved), (destination, Moved) })
        {
            foreach (string leftover in Directory.EnumerateDirectories(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{what}-*"))
            {
                FolderDeletion.Delete(leftover);
            }
        }
    }

    private static string Beside(string folder, string what) =>
        Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{what}-{Path.GetRandomFileName()}");
}
