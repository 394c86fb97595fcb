using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;

namespace Flammable.Checkpoints;

/// <summary>
/// The last checkpoint of a snapshot on disk: <c>checkpoint.json</c>, and a folder with the task's state that it names. The
/// folder is written first, so that the one replaces the other in one step.
/// </summary>
/// <param name="snapshotPath">The full path of the snapshot's folder.</param>
internal sealed class CheckpointFolder(string snapshotPath)
{
    /// <summary>The metadata's file name, in the snapshot's folder.</summary>
    public const string FileName = "checkpoint.json";

    /// <summary>How the names of the folders begin that hold a checkpoint's files, in the snapshot's folder; its number follows.</summary>
    public const string PartsFolder = ".checkpoint-";

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    private string FilePath => Path.Combine(snapshotPath, FileName);

    /// <summary>When the last checkpoint was saved, in UTC.</summary>
    public DateTime SavedAt => File.GetLastWriteTimeUtc(FilePath);

    /// <summary>Writes the files of a checkpoint. It does not count before <see cref="Save"/>.</summary>
    /// <param name="number">The checkpoint's number.</param>
    /// <param name="parts">Writes each file, by name.</param>
    /// <exception cref="SnapshotStoreException">A file cannot be written.</exception>
    public IReadOnlyList<CheckpointPart> WriteParts(int number, IReadOnlyDictionary<string, Action<Stream>> parts)
    {
        string folder = PartsPath(number);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The checkpoint '{folder}' cannot be written: {error.Message}", folder, StoreProblem.NotWritable, error);
        }

        foreach ((string name, Action<Stream> write) in parts)
        {
            AtomicFile.Write(Path.Combine(folder, name), write);
        }

        return [.. parts.Keys.Select(name => Describe(Path.Combine(folder, name)))];
    }

    /// <summary>Makes a checkpoint whose files are written the last one, and deletes the others.</summary>
    /// <exception cref="SnapshotStoreException">The file cannot be written; the checkpoint before it counts.</exception>
    public void Save(Checkpoint checkpoint)
    {
        AtomicFile.Write(FilePath, stream =>
        {
            using var writer = new Utf8JsonWriter(stream, Indented);
            CheckpointJson.Write(checkpoint).WriteTo(writer);
        });
        DeleteParts(except: checkpoint.Number);
    }

    /// <summary>The last checkpoint, each file of it as it was written; <see langword="null"/> where there is none.</summary>
    /// <exception cref="SnapshotStoreException">It is damaged, or cannot be read.</exception>
    public Checkpoint? Read()
    {
        if (!File.Exists(FilePath))
        {
            return null;
        }

        string path = FilePath;
        try
        {
            Checkpoint checkpoint = CheckpointJson.Read(JsonNode.Parse(File.ReadAllBytes(path))!.AsObject());
            foreach (CheckpointPart part in checkpoint.Parts)
            {
                path = PathOf(checkpoint, part.Name);
                if (!File.Exists(path) || Describe(path) != part)
                {
                    throw new FormatException("it is not as it was written");
                }
            }

            return checkpoint;
        }
        catch (NotSupportedException error)
        {
            throw new SnapshotStoreException(
                $"The checkpoint file '{path}' cannot be used: {error.Message}.", path, StoreProblem.NewerVersion, error);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or NullReferenceException)
        {
            throw new SnapshotStoreException(
                $"The checkpoint file '{path}' is damaged: {error.Message}.", path, StoreProblem.CheckpointDamaged, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException(
                $"The checkpoint file '{path}' cannot be read: {error.Message}", path, StoreProblem.NotReadable, error);
        }
    }

    /// <summary>Opens a file of a checkpoint.</summary>
    public Stream Open(Checkpoint checkpoint, string name) => File.OpenRead(PathOf(checkpoint, name));

    /// <summary>Deletes the checkpoint of a training that has reached its end. What cannot be deleted does no harm.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(FilePath);
            DeleteParts(except: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The full path of a file of a checkpoint.</summary>
    public string PathOf(Checkpoint checkpoint, string name) => Path.Combine(PartsPath(checkpoint.Number), name);

    private string PartsPath(int number) => Path.Combine(snapshotPath, $"{PartsFolder}{number}");

    private void DeleteParts(int except)
    {
        foreach (string folder in Directory.EnumerateDirectories(snapshotPath, $"{PartsFolder}*"))
        {
            if (folder != PartsPath(except))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static CheckpointPart Describe(string path)
    {
        using FileStream file = File.OpenRead(path);
        return new CheckpointPart(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
