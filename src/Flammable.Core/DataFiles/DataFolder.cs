using System.IO.Enumeration;

namespace Flammable.DataFiles;

/// <summary>The files of a folder of data.</summary>
internal static class DataFolder
{
    private static readonly EnumerationOptions All = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>
    /// All files of a folder and of the folders in it: their paths relative to it, with <c>/</c>, and the full paths that
    /// these lead to. Links to folders, which may lead in a circle, and links to nowhere are left out.
    /// </summary>
    /// <param name="folder">The full path of the folder.</param>
    public static IEnumerable<(string Name, string Path)> Files(string folder)
    {
        var entries = new FileSystemEnumerable<(string Path, bool IsLink)>(
            folder, (ref FileSystemEntry entry) => (entry.ToFullPath(), IsLink(ref entry)), All)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsLink(ref entry),
        };
        return entries
            .Select(entry => (
                Path.GetRelativePath(folder, entry.Path).Replace(Path.DirectorySeparatorChar, '/'),
                entry.IsLink ? RealPath.Of(entry.Path) : entry.Path))
            .Where(file => File.Exists(file.Item2));
    }

    private static bool IsLink(ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
}
