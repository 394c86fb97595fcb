using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Flammable.Errors;

namespace Flammable;

/// <summary>Small files of JSON in the library.</summary>
internal static class JsonFile
{
    /// <summary>Reads a file; <see langword="null"/> where there is none.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="type">How its content is read.</param>
    /// <param name="format">The format that a content says.</param>
    /// <param name="newest">The newest format that is read.</param>
    /// <exception cref="SnapshotStoreException">The file is damaged, cannot be read, or is of a newer version.</exception>
    public static T? Read<T>(string path, JsonTypeInfo<T> type, Func<T, int> format, int newest)
        where T : class
    {
        try
        {
            T content = JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new JsonException("it is empty");
            return format(content) <= newest
                ? content
                : throw new SnapshotStoreException(
                    $"The file '{path}' has format {format(content)}, which is newer than this version of Flammable reads ({newest}).",
                    path,
                    StoreProblem.NewerVersion);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException error)
        {
            throw new SnapshotStoreException($"The file '{path}' is damaged: {error.Message}", path, StoreProblem.Damaged, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The file '{path}' cannot be read: {error.Message}", path, StoreProblem.NotReadable, error);
        }
    }
}
