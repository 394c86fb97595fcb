using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>Reads a task's code from disk or from a snapshot's commit.</summary>
internal static class SourceReader
{
    private const long MaxFileSize = 10 * 1024 * 1024;

    private static readonly string[] SkippedFolders = ["bin", "obj"];

    /// <summary>Reads the code from disk.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="isIgnored">Whether git ignores a path of the experiment: such a file is not captured, so it is not compiled.</param>
    /// <exception cref="TaskNotFoundException">There is no code.</exception>
    public static SourceSet FromDisk(TaskLocation location, Func<string, bool> isIgnored)
    {
        string[] paths = [.. Walk(new DirectoryInfo(location.Folder)).Select(file => RelativePath(location, file))];
        SourceSet sources = Choose(location, paths, ReadAll);
        return sources.Files.Count > 0
            ? sources
            : throw new TaskNotFoundException($"The folder '{location.Folder}' holds neither a C# file nor a '{TaskManifest.FileName}'.", location.Folder);

        Dictionary<string, byte[]> ReadAll(IEnumerable<string> chosen) => chosen
            .Where(path => path == location.EntryFile || !isIgnored(path))
            .ToDictionary(path => path, path => Read(Path.Combine(location.Folder, path)));
    }

    /// <summary>Chooses the code among a commit's files.</summary>
    /// <param name="location">Where the code was.</param>
    /// <param name="paths">The paths of all files of the experiment.</param>
    /// <param name="read">Reads those files of the commit that are chosen.</param>
    public static SourceSet FromCommit(
        TaskLocation location, IEnumerable<string> paths, Func<IEnumerable<string>, IReadOnlyDictionary<string, byte[]>> read) =>
        Choose(location, [.. paths.Where(path => !path.Split('/').SkipLast(1).Any(IsSkipped))], read);

    // C# files alone do not need the rest of the folder; a project may need any file of it. Of a task in another language
    // the manifest is read; its programs find the rest when they run.
    private static SourceSet Choose(
        TaskLocation location, IReadOnlyList<string> paths, Func<IEnumerable<string>, IReadOnlyDictionary<string, byte[]>> read)
    {
        if (CodeFile.IsManifest(location.EntryFile))
        {
            return new SourceSet(location, read(paths.Where(path => path == location.EntryFile)));
        }

        if (!IsProject(location, paths))
        {
            string[] projectFolders = [.. paths.Where(CodeFile.IsProject).Select(FolderOf).Where(folder => folder.Length > 0)];
            var sources = new SourceSet(
                location,
                read(paths.Where(path => CodeFile.IsSource(path) && !projectFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))));
            if (sources.Files.Count == 0 && location.EntryFile.Length == 0 && paths.FirstOrDefault(CodeFile.IsManifest) is { } manifest)
            {
                return Choose(location with { EntryFile = manifest }, paths, read);
            }

            if (!Directives.Read(sources).NeedProject)
            {
                return sources;
            }
        }

        return new SourceSet(location, read(paths));
    }

    private static bool IsProject(TaskLocation location, IReadOnlyList<string> paths) =>
        location.EntryFile.Length > 0
            ? CodeFile.IsProject(location.EntryFile)
            : paths.Count(path => CodeFile.IsProject(path) && FolderOf(path).Length == 0) == 1;

    private static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static bool IsSkipped(string folder) => SkippedFolders.Contains(folder) || folder.StartsWith('.');

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().SelectMany(item => item switch
        {
            FileInfo { Exists: true, Length: <= MaxFileSize } file => [file],
            DirectoryInfo { LinkTarget: null } inner when !IsSkipped(inner.Name) => Walk(inner),
            _ => [],
        });

    private static string RelativePath(TaskLocation location, FileInfo file) =>
        Path.GetRelativePath(location.Folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

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
