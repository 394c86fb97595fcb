namespace Flammable.Tests.Fixtures;

/// <summary>All of a repository that a detached capture must leave alone.</summary>
public static class RepositoryState
{
    /// <summary>HEAD, branches, tags, stash, reflog, the index's bytes, and every file with its bytes, time and mode.</summary>
    /// <param name="folder">The full path of the working tree's root.</param>
    public static string Of(string folder)
    {
        string git = Path.Combine(folder, ".git");
        string index = Path.Combine(git, "index");
        return string.Join(
            '\n',
            [
                File.ReadAllText(Path.Combine(git, "HEAD")),
                folder.Git("for-each-ref", "refs/heads", "refs/tags", "refs/stash", "refs/remotes"),
                File.Exists(index) ? Convert.ToHexString(File.ReadAllBytes(index)) : "no index",
                .. Logs(Path.Combine(git, "logs")),
                .. Files(folder),
            ]);
    }

    private static IEnumerable<string> Logs(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)
            : [];

    private static IEnumerable<string> Files(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(item => !item.FullName.Contains("/.git/") && !item.FullName.Contains("/.flammable"))
            .Where(item => item is FileInfo)
            .OrderBy(item => item.FullName, StringComparer.Ordinal)
            .Select(item => $"{item.FullName} {item.LinkTarget} {item.LastWriteTimeUtc:O} {item.UnixFileMode} {Content(item)}");

    private static string Content(FileSystemInfo file) =>
        file.LinkTarget is null ? Convert.ToHexString(File.ReadAllBytes(file.FullName)) : "";
}
