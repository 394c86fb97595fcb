using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Errors;

namespace Flammable;

/// <summary>The settings in force, with where each comes from.</summary>
public sealed record Configuration
{
    private const string LibraryVariable = "FLAMMABLE_LIBRARY";
    private const string LibrarySetting = "library";

    // While the library is moved, it is in either of two folders.
    private const string LibraryBeforeSetting = "library_before";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The full path of the library's folder.</summary>
    public required string Library { get; init; }

    /// <summary>Where <see cref="Library"/> comes from.</summary>
    public required ConfigurationSource LibrarySource { get; init; }

    /// <summary>Where commits are put; <see langword="null"/> for the default of each folder.</summary>
    public CommitMode? CommitMode { get; init; }

    /// <summary>The full path of the user's configuration file, whether it exists or not.</summary>
    public required string Path { get; init; }

    /// <summary>Reads the settings: <c>FLAMMABLE_LIBRARY</c>, the user's file, the platform's default, in that order.</summary>
    /// <exception cref="SnapshotStoreException">The user's file cannot be read.</exception>
    public static Configuration Load()
    {
        string path = FilePath();
        JsonObject file = Read(path);
        (string library, ConfigurationSource source) =
            Environment.GetEnvironmentVariable(LibraryVariable) is { Length: > 0 } variable ? (variable, ConfigurationSource.Environment)
            : LibraryIn(file, path) is { Length: > 0 } setting ? (setting, ConfigurationSource.User)
            : (DefaultLibrary(), ConfigurationSource.Default);
        return new Configuration
        {
            Library = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(library)),
            LibrarySource = source,
            CommitMode = Mode(file, path),
            Path = path,
        };
    }

    /// <summary>Writes the user's file and reads the settings again. <c>FLAMMABLE_LIBRARY</c>, where set, still wins.</summary>
    /// <param name="library">The library's folder; <see langword="null"/> leaves it, an empty text takes the setting out.</param>
    /// <param name="commitMode">The commit mode; <see langword="null"/> leaves it.</param>
    /// <param name="clearCommitMode">Takes the commit mode's setting out.</param>
    /// <exception cref="SnapshotStoreException">The user's file cannot be read or written.</exception>
    public static Configuration Save(string? library = null, CommitMode? commitMode = null, bool clearCommitMode = false)
    {
        string path = FilePath();
        JsonObject file = Read(path);
        if (File.Exists(library))
        {
            throw new SnapshotStoreException($"The library '{library}' is a file, not a folder.", library, StoreProblem.Misplaced);
        }

        if (library is not null)
        {
            Set(file, LibrarySetting, library.Length == 0 ? null : System.IO.Path.GetFullPath(library));
            Set(file, LibraryBeforeSetting, null);
        }

        if (commitMode is not null || clearCommitMode)
        {
            Set(file, "commit_mode", commitMode?.ToString());
        }

        Write(path, file);
        return Load();
    }

    /// <summary>Whether <c>FLAMMABLE_LIBRARY</c> names a folder.</summary>
    internal bool IsFromEnvironment(string folder) => LibrarySource == ConfigurationSource.Environment && Library == folder;

    /// <summary>Makes the user's file name both folders of a library that is about to be moved.</summary>
    /// <returns>Whether it named the old one; if not, nothing is written.</returns>
    internal static bool BeginMove(string from, string to)
    {
        string path = FilePath();
        JsonObject file = Read(path);
        string named = LibraryIn(file, path) is { Length: > 0 } setting ? setting : DefaultLibrary();
        if (System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(named)) != from)
        {
            return false;
        }

        Set(file, LibrarySetting, to);
        Set(file, LibraryBeforeSetting, from);
        Write(path, file);
        return true;
    }

    /// <summary>Makes the user's file name the one folder that the library is in after all.</summary>
    internal static void EndMove(string library) => Save(library);

    private static string FilePath() =>
        System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "flammable", "config.json");

    private static string DefaultLibrary() =>
        System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "flammable", "library");

    private static void Set(JsonObject file, string name, string? value)
    {
        if (value is null)
        {
            file.Remove(name);
        }
        else
        {
            file[name] = value;
        }
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path), documentOptions: Strict) as JsonObject
                ?? throw new JsonException("it is not a JSON object");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (JsonException error)
        {
            throw Damaged(path, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The configuration '{path}' cannot be read: {error.Message}", path, StoreProblem.NotReadable, error);
        }
    }

    private static void Write(string path, JsonObject file)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotStoreException($"The configuration '{path}' cannot be written: {error.Message}", path, StoreProblem.NotWritable, error);
        }

        AtomicFile.Write(path, stream =>
        {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            file.WriteTo(writer);
        });
    }

    private static string? LibraryIn(JsonObject file, string path) =>
        Text(file, LibraryBeforeSetting, path) is { } before
        && Text(file, LibrarySetting, path) is { } now
        && !Directory.Exists(now)
        && Directory.Exists(before)
            ? before
            : Text(file, LibrarySetting, path);

    private static string? Text(JsonObject file, string name, string path) =>
        file[name] is not { } node ? null
            : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>()
            : throw Damaged(path, $"'{name}' is not a text");

    private static CommitMode? Mode(JsonObject file, string path) =>
        Text(file, "commit_mode", path) is not { } text ? null
            : !text.AsSpan().ContainsAnyExceptInRange('A', 'z') && Enum.TryParse(text, ignoreCase: true, out CommitMode mode) ? mode
            : throw Damaged(path, $"'commit_mode' is '{text}', which is neither Branch nor Detached");

    private static SnapshotStoreException Damaged(string path, string reason) =>
        new($"The configuration '{path}' is damaged: {reason.TrimEnd('.')}.", path, StoreProblem.Damaged);
}
