using Flammable.Experiments;

namespace Flammable.Lifecycle;

/// <summary>Files and folders that killed processes left in a library, outside of repositories and trash.</summary>
internal static class LibraryLeftovers
{
    // What is younger may be a write that goes on at this moment.
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>The full paths of all leftovers.</summary>
    public static IEnumerable<string> Find(ExperimentCatalog catalog) =>
        Directory.EnumerateDirectories(catalog.Folder, $"{ExperimentCatalog.UnnamedPrefix}*")
            .Concat(catalog.Names().SelectMany(name => InExperiment(catalog, name)))
            .Where(path => Directory.GetLastWriteTimeUtc(path) < DateTime.UtcNow - Age);

    private static IEnumerable<string> InExperiment(ExperimentCatalog catalog, string name) =>
        catalog.Snapshots(name).Keys().Select(key => key.Path)
            .Append(catalog.PathOf(name))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, ".*.tmp"))
            .Concat(catalog.Snapshots(name).UnfinishedFolders());
}
