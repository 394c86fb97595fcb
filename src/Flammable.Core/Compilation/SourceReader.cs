using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Reads a task's code from disk or from a snapshot's commit.</summary>
internal static class SourceReader
{
    private static readonly string[] SkippedFolders = ["bin", "obj"];
    private const long MaxProjectFileSize = 10 * 1024 * 1024;

    /// <summary>Reads the code from disk.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="isIgnored">Whether git ignores a path of the experiment: such a file is not captured, so it is not compiled.</param>
    /// <exception cref="TaskNotFoundException">There is no code.</exception>
    public static SourceSet FromDisk(TaskLocation location, Func<string, bool> isIgnored)
    {
        bool isProject = IsProject(location);
        var files = new Dictionary<string, byte[]>();
        foreach (FileInfo file in Walk(new DirectoryInfo(location.Folder), isProject, isNested: false))
        {
            string path = Path.GetRelativePath(location.Folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (path == location.EntryFile || !isIgnored(path))
            {
                files[path] = Read(file.FullName);
            }
        }

        return files.Count > 0
            ? new SourceSet(location, files)
            : throw new TaskNotFoundException($"The folder '{location.Folder}' holds no C# file.", location.Folder);
    }

    /// <summary>Chooses the code among a commit's files.</summary>
    /// <param name="location">Where the code was.</param>
    /// <param name="read">Reads those files of the commit that are chosen.</param>
    public static SourceSet FromCommit(TaskLocation location, Func<Func<string, bool>, IReadOnlyDictionary<string, byte[]>> read)
    {
        bool isProject = location.EntryFile.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);
        return new SourceSet(location, read(path => isProject || IsSource(path)));
    }

    private static bool IsProject(TaskLocation location) =>
        location.EntryFile.Length > 0
            ? location.EntryFile.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)
            : Directory.EnumerateFiles(location.Folder, "*.csproj").Count() == 1;

    private static bool IsSource(string path) =>
        path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
        && !path.Split('/').SkipLast(1).Any(folder => SkippedFolders.Contains(folder) || folder.StartsWith('.'));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, bool isProject, bool isNested)
    {
        FileSystemInfo[] items = folder.GetFileSystemInfos();
        if (isNested && !isProject && items.Any(item => item.Extension.Equals(".csproj", StringComparison.OrdinalIgnoreCase)))
        {
            // A project of its own.
            yield break;
        }

        foreach (FileSystemInfo item in items)
        {
            if (item is FileInfo file && IsWanted(file, isProject))
            {
                yield return file;
            }
            else if (item is DirectoryInfo { LinkTarget: null } inner && !SkippedFolders.Contains(inner.Name) && !inner.Name.StartsWith('.'))
            {
                foreach (FileInfo found in Walk(inner, isProject, isNested: true))
                {
                    yield return found;
                }
            }
        }
    }

    private static bool IsWanted(FileInfo file, bool isProject) =>
        isProject
            ? file.Exists && file.Length <= MaxProjectFileSize
            : file.Extension.Equals(".cs", StringComparison.OrdinalIgnoreCase) && file.Exists;

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TaskNotFoundException($"The file '{path}' cannot be read: {error.Message}", path);
        }
    }
}
