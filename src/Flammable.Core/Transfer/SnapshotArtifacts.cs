using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Transfer;

/// <summary>The model files of a snapshot and all else that lies in its folder, but for metadata, locks and checkpoints.</summary>
internal static class SnapshotArtifacts
{
    /// <summary>Those on disk. What begins with a dot, and what a symbolic link leads to, is left where it is.</summary>
    /// <param name="snapshotPath">The full path of the snapshot's folder.</param>
    public static IReadOnlyList<CopiedFile> Files(string snapshotPath) =>
    [
        .. Paths(new DirectoryInfo(snapshotPath), "")
            .Where(CanBeCopied)
            .Order(StringComparer.Ordinal)
            .Select(path => CopiedFile.OnDisk(snapshotPath, path)),
    ];

    /// <summary>Makes sure that a path that others chose is one of a file in the snapshot's folder, and of none of Flammable's own.</summary>
    /// <param name="path">The path, with <c>/</c>.</param>
    /// <param name="source">Where it came from, for the message.</param>
    /// <exception cref="SnapshotStoreException">It is not.</exception>
    public static void Check(string path, string source)
    {
        if (!CanBeCopied(path))
        {
            throw new SnapshotStoreException($"'{source}' has an artifact '{path}', whose name is none that a snapshot's file can have.", source, StoreProblem.Damaged);
        }
    }

    private static bool CanBeCopied(string path)
    {
        string[] parts = path.Split('/');
        return parts.All(IsName) && (parts.Length > 1 || ModelFileName.IsAllowed(path));
    }

    private static bool IsName(string part) =>
        part.Length > 0
        && !part.StartsWith('.')
        && !part.Any(char.IsControl)
        && part.AsSpan().IndexOfAny('\\', ':') < 0
        && part.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) < 0;

    private static IEnumerable<string> Paths(DirectoryInfo folder, string prefix) =>
        folder.EnumerateFileSystemInfos()
            .Where(item => item.LinkTarget is null)
            .SelectMany(item => item is DirectoryInfo inner ? Paths(inner, $"{prefix}{item.Name}/") : [$"{prefix}{item.Name}"]);
}
