namespace Flammable.Lifecycle;

/// <summary>The entries of a library's cache that can be made again, and what killed runs left there. Locks are none of them, nor are the hashes of data: they are small and dear.</summary>
internal static class CacheEntries
{
    private static readonly string[] Folders = ["compiled", "builds", "packages", "data", "unchanged", "runs", "bisect", "copies", "scratch"];

    /// <summary>The full paths of all entries.</summary>
    public static IEnumerable<string> Find(string cacheFolder) =>
        from folder in Folders
        let path = Path.Combine(cacheFolder, folder)
        where Directory.Exists(path)
        from entry in Directory.EnumerateFileSystemEntries(path)
        select entry;
}
