using Flammable.Processes;

namespace Flammable.Lifecycle;

/// <summary>The entries of a library's cache that can be made again, and what killed runs left there. Locks are none of them, nor are the hashes of data: they are small and dear.</summary>
internal static class CacheEntries
{
    private const string Runs = "runs";

    private static readonly string[] Folders = ["compiled", "builds", "packages", "data", "unchanged", Runs, "bisect", "copies", "scratch"];

    /// <summary>The full paths of all entries.</summary>
    public static IEnumerable<string> Find(string cacheFolder) =>
        from folder in Folders
        let path = Path.Combine(cacheFolder, folder)
        where Directory.Exists(path)
        from entry in Directory.EnumerateFileSystemEntries(path)
        select entry;

    /// <summary>Deletes an entry. Where it is what a killed run left, its program may have outlived it, and is ended before.</summary>
    public static void Delete(string path)
    {
        if (Path.GetFileName(Path.GetDirectoryName(path)) == Runs)
        {
            new RunProcesses(RunExchange.RunFileIn(path)).Kill();
        }

        FolderDeletion.Delete(path);
    }
}
