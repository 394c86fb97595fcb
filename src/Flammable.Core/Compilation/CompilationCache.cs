using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flammable.Compilation;

/// <summary>Keeps compiled tasks by the hash of everything that went into them. What cannot be kept is compiled again.</summary>
/// <param name="folder">The full path of the cache's folder.</param>
internal sealed partial class CompilationCache(string folder)
{
    private const string AssemblyFile = "task.dll";
    private const string DescriptionFile = "task.json";

    /// <summary>How many compiled tasks are kept: those that were used last.</summary>
    public const int Limit = 200;

    /// <summary>The compiled task; <see langword="null"/> where it is not there, or not as it was.</summary>
    public CompiledTask? Find(string key)
    {
        string entry = Path.Combine(folder, key);
        try
        {
            Description? description = JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(entry, DescriptionFile)), CacheJson.Default.Description);
            byte[] assembly = File.ReadAllBytes(Path.Combine(entry, AssemblyFile));
            if (description is null
                || description.AssemblyHash != Hash(assembly)
                || !description.Libraries.Values.Concat(description.NativeLibraries.Values).All(File.Exists))
            {
                return null;
            }

            MarkAsUsed(entry);
            return new CompiledTask(
                description.AssemblyName,
                assembly,
                description.Types,
                description.Libraries,
                description.NativeLibraries,
                description.Packages);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps a compiled task.</summary>
    /// <returns>The task as given.</returns>
    public CompiledTask Add(string key, CompiledTask task)
    {
        string entry = Path.Combine(folder, key);
        string unfinished = $"{entry}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(unfinished);
            File.WriteAllBytes(Path.Combine(unfinished, AssemblyFile), task.Assembly);
            var description = new Description(task.AssemblyName, Hash(task.Assembly), task.Types, task.Libraries, task.NativeLibraries, task.Packages);
            File.WriteAllBytes(
                Path.Combine(unfinished, DescriptionFile), JsonSerializer.SerializeToUtf8Bytes(description, CacheJson.Default.Description));
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }

            Directory.Move(unfinished, entry);
            Prune();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A library that cannot be written, or another process that was faster.
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }

        return task;
    }

    private static void MarkAsUsed(string entry)
    {
        try
        {
            Directory.SetLastWriteTimeUtc(entry, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A library that cannot be written has no new ones either.
        }
    }

    // Whoever reads one of these at this moment compiles it again.
    private void Prune()
    {
        foreach (DirectoryInfo old in new DirectoryInfo(folder).EnumerateDirectories().OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(Limit))
        {
            old.Delete(recursive: true);
        }
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed record Description(
        string AssemblyName,
        string AssemblyHash,
        IReadOnlyList<TaskType> Types,
        IReadOnlyDictionary<string, string> Libraries,
        IReadOnlyDictionary<string, string> NativeLibraries,
        IReadOnlyDictionary<string, string> Packages);

    [JsonSerializable(typeof(Description))]
    private sealed partial class CacheJson : JsonSerializerContext;
}
