using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>The model files that a run left behind when its process ended untimely.</summary>
internal static class SavedModels
{
    /// <summary>The names of all model files in a snapshot's folder, in the order of their saving.</summary>
    /// <param name="folder">The full path of the snapshot's folder.</param>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => ModelFileName.IsAllowed(file.Name))
            .OrderBy(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => file.Name)];

    /// <summary>What files are now; those that are gone are left out.</summary>
    /// <param name="folder">The full path of the snapshot's folder.</param>
    /// <param name="names">The files.</param>
    /// <param name="known">What they were at an earlier time.</param>
    /// <param name="since">That time, in UTC: a file of the same length that was written before it is the same.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyDictionary<string, DataFile> Hashes(
        string folder, IEnumerable<string> names, IReadOnlyDictionary<string, DataFile> known, DateTime since)
    {
        var hashes = new Dictionary<string, DataFile>();
        foreach (FileInfo file in names.Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists))
        {
            if (known.GetValueOrDefault(file.Name) is { } before && before.Bytes == file.Length && file.LastWriteTimeUtc < since)
            {
                hashes[file.Name] = before;
                continue;
            }

            FileHash hash = FileHash.Of(file.FullName);
            hashes[file.Name] = new DataFile(hash.Sha256, hash.Bytes);
        }

        return hashes;
    }
}
