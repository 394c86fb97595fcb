using System.IO.Enumeration;

namespace Flammable;

/// <summary>How many bytes there are in files: the sum of their lengths. Symbolic links count nothing.</summary>
internal static class FolderSize
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>The bytes of a file, or of all files in a folder; zero where there is neither.</summary>
    public static long Of(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? new FileInfo(path).Length : 0;
        }

        return new FileSystemEnumerable<long>(path, (ref FileSystemEntry entry) => entry.Length, Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        }.Sum();
    }
}
