using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;
using IOPath = System.IO.Path;

namespace Flammable.Snapshots;

/// <summary>The snapshots of one experiment on disk: a folder each, with <c>snapshot.json</c> in it.</summary>
/// <param name="experiment">The experiment's name.</param>
/// <param name="folder">The full path of the folder that holds the snapshots' folders.</param>
internal sealed class SnapshotStore(string experiment, string folder)
{
    /// <summary>The metadata's file name, in the snapshot's folder.</summary>
    public const string FileName = "snapshot.json";

    private const string UnfinishedPrefix = ".new-";

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>The keys of all snapshots, newest first. No file is opened.</summary>
    public IEnumerable<SnapshotKey> Keys()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.EnumerateDirectories(folder)
            .Select(path => IOPath.GetFileName(path))
            .Where(name => !name.StartsWith('.'))
            .OrderDescending(StringComparer.Ordinal)
            .Select(Key);
    }

    /// <summary>The full paths of folders that were to become snapshots. Without the experiment's lock, they may do so still.</summary>
    public IEnumerable<string> UnfinishedFolders() =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, $"{UnfinishedPrefix}*") : [];

    /// <summary>Makes a snapshot's folder, with its metadata in it from the first moment. The caller holds the experiment's lock.</summary>
    /// <param name="draft">The metadata; its id, name and path are given by the store.</param>
    public Snapshot Create(Func<SnapshotKey, Snapshot> draft)
    {
        try
        {
            Directory.CreateDirectory(folder);
            SnapshotKey key = Key(SnapshotName.Next(DateTime.Now, [.. Keys().Select(existing => existing.Name)]));
            Snapshot snapshot = draft(key);
            Appear(key, SnapshotJson.ToDocument(snapshot));
            return snapshot;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"No snapshot can be made in '{folder}': {error.Message}", folder, StoreProblem.NotWritable, error);
        }
    }

    /// <summary>Reads a snapshot. One that says training while no run holds it is read as interrupted.</summary>
    /// <exception cref="SnapshotStoreException">The file is missing, damaged, or of a newer version.</exception>
    public Snapshot Read(SnapshotKey key)
    {
        Snapshot snapshot = SnapshotJson.FromDocument(Load(key), key, FilePath(key));
        if (snapshot.State != SnapshotState.Training || SnapshotLock.IsHeld(key.Path))
        {
            return snapshot;
        }

        // The run may have ended between the two looks.
        Snapshot again = SnapshotJson.FromDocument(Load(key), key, FilePath(key));
        return again.State == SnapshotState.Training ? again with { State = SnapshotState.Interrupted } : again;
    }

    /// <summary>Reads a snapshot with the state that its file says, whether or not a run holds it.</summary>
    /// <exception cref="SnapshotStoreException">The file is missing, damaged, or of a newer version.</exception>
    public Snapshot ReadStored(SnapshotKey key) => SnapshotJson.FromDocument(Load(key), key, FilePath(key));

    /// <summary>Puts a new file in the place of one that cannot be read. The caller holds the snapshot's lock.</summary>
    /// <param name="key">The snapshot.</param>
    /// <param name="document">What the file holds then.</param>
    public static void Replace(SnapshotKey key, JsonObject document) => Write(key.Path, document);

    /// <summary>Reads what a snapshot's file holds, as it stands there.</summary>
    /// <exception cref="SnapshotStoreException">The file is missing or damaged.</exception>
    public JsonObject ReadDocument(SnapshotKey key) => Load(key);

    /// <summary>Writes a snapshot's metadata in one step. What this version does not know stays in the file.</summary>
    /// <returns>The snapshot as it was given.</returns>
    public Snapshot Save(Snapshot snapshot)
    {
        SnapshotKey key = Key(snapshot.Name);
        JsonObject before = Load(key);
        JsonObject after = SnapshotJson.ToDocument(snapshot);
        Snapshot known = SnapshotJson.FromDocument(before, key, FilePath(key));
        KeepSeries(before, after, "train_data", known.Train, snapshot.Train);
        KeepSeries(before, after, "val_data", known.Validation, snapshot.Validation);
        KeepSeries(before, after, "test_data", known.Test, snapshot.Test);
        KeepUnknown(before, after);
        if (before["environment"] is JsonObject environment && after["environment"] is JsonObject now)
        {
            KeepUnknown(environment, now);
        }

        Write(key.Path, after);
        return snapshot;
    }

    /// <summary>Removes all that training and testing produced. The caller holds the snapshot's lock.</summary>
    /// <returns>The snapshot as it was when it was made.</returns>
    public Snapshot Reset(Snapshot snapshot)
    {
        SnapshotKey key = Key(snapshot.Name);
        Snapshot reset = Save(snapshot with
        {
            State = SnapshotState.Created,
            TrainedCommit = null,
            StartedAt = null,
            EndedAt = null,
            Duration = null,
            TestedAt = null,
            TestRun = 0,
            TestRunsBegun = 0,
            Error = null,
            Train = Snapshot.EmptySeries,
            Validation = Snapshot.EmptySeries,
            Test = Snapshot.EmptySeries,
            LeftOut = LeftOutSeries.None,
            Trained = null,
            ModelFiles = [],
            ModelHashes = Snapshot.EmptyData,
            Custom = [],
            Environment = null,
            Data = Snapshot.EmptyData,
        });
        foreach (FileSystemInfo item in new DirectoryInfo(key.Path).EnumerateFileSystemInfos())
        {
            if (item.Name is not (FileName or SnapshotLock.FileName))
            {
                Delete(item);
            }
        }

        return reset;
    }

    public SnapshotKey Key(string name) => new(experiment, name, IOPath.Combine(folder, name));

    private static void KeepUnknown(JsonObject before, JsonObject after)
    {
        foreach ((string name, JsonNode? value) in before)
        {
            if (!after.ContainsKey(name))
            {
                after[name] = value?.DeepClone();
            }
        }
    }

    private static void KeepSeries(
        JsonObject before,
        JsonObject after,
        string name,
        IReadOnlyDictionary<string, SeriesSummary> known,
        IReadOnlyDictionary<string, SeriesSummary> now)
    {
        // The Python original keeps the values themselves here, and what is no number: they stay as long as nothing is new.
        if (before[name] is { } all && now.Count == known.Count && now.All(series => known.GetValueOrDefault(series.Key) == series.Value))
        {
            after[name] = all.DeepClone();
            return;
        }

        foreach ((string series, SeriesSummary summary) in now)
        {
            if (known.GetValueOrDefault(series) == summary)
            {
                after[name]![series] = before[name]![series]!.DeepClone();
            }
        }
    }

    private static void Delete(FileSystemInfo item)
    {
        if (item is DirectoryInfo { LinkTarget: null } directory)
        {
            directory.Delete(recursive: true);
        }
        else
        {
            item.Delete();
        }
    }

    private void Appear(SnapshotKey key, JsonObject document)
    {
        string unnamed = IOPath.Combine(folder, UnfinishedPrefix + key.Name);
        Directory.CreateDirectory(unnamed);
        try
        {
            Write(unnamed, document);
            Directory.Move(unnamed, key.Path);
        }
        catch
        {
            Directory.Delete(unnamed, recursive: true);
            throw;
        }
    }

    private static string FilePath(SnapshotKey key) => IOPath.Combine(key.Path, FileName);

    private static void Write(string snapshotFolder, JsonObject document) =>
        AtomicFile.Write(IOPath.Combine(snapshotFolder, FileName), stream =>
        {
            using var writer = new Utf8JsonWriter(stream, Indented);
            document.WriteTo(writer);
        });

    private static JsonObject Load(SnapshotKey key)
    {
        string path = FilePath(key);
        try
        {
            return Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new JsonException("it is not a JSON object");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SnapshotStoreException($"The snapshot '{key}' has no file '{path}'.", path, StoreProblem.Damaged, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The file '{path}' cannot be read: {error.Message}", path, StoreProblem.NotReadable, error);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw SnapshotDamage.Of(path, error.Message, error);
        }
    }

    private static JsonNode? Parse(byte[] content)
    {
        if (content.Length == 0)
        {
            throw new JsonException("it is empty");
        }

        try
        {
            return JsonNode.Parse(content);
        }
        catch (JsonException)
        {
            return JsonNode.Parse(PythonJson.QuoteNonFinite(Encoding.UTF8.GetString(content)));
        }
    }
}
