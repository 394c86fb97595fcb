using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.DataFiles;

/// <summary>Hashes data files and folders, and remembers the hashes for as long as the files look the same.</summary>
/// <param name="cacheFolder">The full path of the library's cache.</param>
internal sealed partial class DataHashes(string cacheFolder)
{
    /// <summary>How many files and folders are remembered.</summary>
    public const int Limit = 1000;

    private readonly string _folder = Path.Combine(cacheFolder, "hashes");

    /// <summary>The hash and size of a file, or of a folder with all files in it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="cancellation">Ends the hashing.</param>
    /// <exception cref="IOException">A file is gone, cannot be read, or was written to meanwhile.</exception>
    public DataFile Of(string path, CancellationToken cancellation)
    {
        string real = RealPath.Of(path);
        string place = Path.Combine(_folder, $"{CacheName.Of(real)}.json");
        Dictionary<string, HashedFile> known = Read(place);
        bool isFolder = Directory.Exists(real);
        var hashed = new SortedDictionary<string, HashedFile>(StringComparer.Ordinal);
        foreach ((string name, string file) in isFolder ? DataFolder.Files(real) : [("", real)])
        {
            hashed[name] = HashedFile.Of(file, known.GetValueOrDefault(name), cancellation);
        }

        if (hashed.Count != known.Count || hashed.Any(file => known.GetValueOrDefault(file.Key) != file.Value))
        {
            Keep(place, hashed.Where(file => file.Value.Stamp.Length > 0).ToDictionary());
        }

        return isFolder
            ? new DataFile(HashOfList(hashed), hashed.Values.Sum(file => file.Bytes))
            : new DataFile(hashed[""].Sha256, hashed[""].Bytes);
    }

    private static string HashOfList(SortedDictionary<string, HashedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, HashedFile file) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Sha256}  {name}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static Dictionary<string, HashedFile> Read(string place)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(place), HashJson.Default.DictionaryStringHashedFile) ?? [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    private void Keep(string place, Dictionary<string, HashedFile> files)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            AtomicFile.Write(place, stream => JsonSerializer.Serialize(stream, files, HashJson.Default.DictionaryStringHashedFile), toDisk: false);
            foreach (FileInfo old in new DirectoryInfo(_folder).EnumerateFiles("*.json").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Limit))
            {
                old.Delete();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SnapshotStoreException)
        {
            // A library that cannot be written: the next run hashes again.
        }
    }

    [JsonSerializable(typeof(Dictionary<string, HashedFile>))]
    private sealed partial class HashJson : JsonSerializerContext;
}
