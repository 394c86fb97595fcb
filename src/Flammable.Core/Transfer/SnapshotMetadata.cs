using System.Globalization;
using System.Text;
using Flammable.Execution;
using Flammable.Git;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>
/// The files that tell of a snapshot all but its code and its artifacts, as a commit that has no parents. The same snapshot
/// has the same commit everywhere: its hash tells whether two copies are the same.
/// </summary>
internal static class SnapshotMetadata
{
    /// <summary>The file with the experiment's identity, beside those of the snapshot.</summary>
    public const string IdentityFile = "experiment.id";

    /// <summary>The names of the snapshot's own files.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [SnapshotStore.FileName, SnapshotMetrics.FileName, RunLog.FileName];

    /// <summary>The metadata of a snapshot on disk. The caller holds its lock.</summary>
    /// <param name="snapshotPath">The full path of its folder.</param>
    /// <param name="experimentId">Its experiment's identity; <see langword="null"/> for one of the Python original.</param>
    public static IReadOnlyList<CopiedFile> Files(string snapshotPath, Guid? experimentId)
    {
        IEnumerable<CopiedFile> files = FileNames.Where(name => File.Exists(Path.Combine(snapshotPath, name))).Select(name => CopiedFile.OnDisk(snapshotPath, name));
        return [.. experimentId is { } id ? [Identity(id), .. files] : files];
    }

    /// <summary>The hash of the commit that holds the files.</summary>
    public static string HashOf(string snapshotName, IEnumerable<CopiedFile> files)
    {
        IEnumerable<(string Path, string Blob)> blobs = files.Select(file =>
        {
            using Stream content = file.Open();
            return (file.Path, BlobHash.Of("blob", content, content.Length));
        });
        byte[] tree = [.. blobs
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .SelectMany(file => (byte[])[.. Encoding.UTF8.GetBytes($"100644 {file.Path}\0"), .. Convert.FromHexString(file.Blob)])];
        byte[] commit = CommitOf(snapshotName, Hash("tree", tree));
        return Hash("commit", commit);
    }

    /// <summary>The commit as git writes it. Nothing of it depends on who makes it, or when.</summary>
    /// <param name="snapshotName">The snapshot's name.</param>
    /// <param name="tree">The hash of the tree.</param>
    public static byte[] CommitOf(string snapshotName, string tree)
    {
        DateTime time = DateTime.SpecifyKind(SnapshotName.TimeOf(snapshotName) ?? DateTime.UnixEpoch, DateTimeKind.Utc);
        string signature = string.Create(CultureInfo.InvariantCulture, $"Flammable <flammable@localhost> {new DateTimeOffset(time).ToUnixTimeSeconds()} +0000");
        return Encoding.UTF8.GetBytes($"tree {tree}\nauthor {signature}\ncommitter {signature}\n\n{snapshotName}\n");
    }

    /// <summary>The identity that a file holds; <see langword="null"/> where it holds none.</summary>
    public static Guid? IdentityIn(CopiedFile file)
    {
        using var reader = new StreamReader(file.Open());
        return Guid.TryParse(reader.ReadLine(), out Guid id) ? id : null;
    }

    private static CopiedFile Identity(Guid id)
    {
        byte[] content = Encoding.ASCII.GetBytes($"{id:D}\n");
        return new CopiedFile(IdentityFile, content.Length, () => new MemoryStream(content));
    }

    private static string Hash(string kind, byte[] content) => BlobHash.Of(kind, new MemoryStream(content), content.Length);
}
