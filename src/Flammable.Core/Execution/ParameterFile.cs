using System.Text;
using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>Reads values of hyperparameters from a JSON file: one object of names and values, without further levels.</summary>
public static class ParameterFile
{
    /// <summary>Reads a file. Whether a task has these hyperparameters, and takes these values, the training tells.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <returns>Numbers, texts, truth values and nulls by name; a name is found in either case.</returns>
    /// <exception cref="ParameterFileException">The file is missing, unreadable, or holds something else.</exception>
    public static IReadOnlyDictionary<string, object?> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase))
        {
            throw new ParameterFileException(
                $"The file '{path}' is a data file of PowerShell, where JSON is needed.", path, ParameterFileProblem.UnknownFormat);
        }

        byte[] text = Encoding.UTF8.GetBytes(ReadText(path));
        try
        {
            return Parse(path, text);
        }
        catch (JsonException error)
        {
            throw Error(path, (error.LineNumber ?? 0) + 1, "is not JSON", ParameterFileProblem.Malformed, error);
        }
        catch (InvalidOperationException error)
        {
            throw new ParameterFileException($"The file '{path}' has a text that is not Unicode.", path, ParameterFileProblem.Malformed, error);
        }
    }

    /// <summary>Reads a file's text, whatever Unicode it is written in.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <exception cref="ParameterFileException">The file is missing or unreadable.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? throw new ParameterFileException($"The file of hyperparameters '{path}' is a folder.", path, ParameterFileProblem.NotReadable)
                : File.ReadAllText(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ParameterFileException($"The file of hyperparameters '{path}' does not exist.", path, ParameterFileProblem.Missing, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ParameterFileException(
                $"The file of hyperparameters '{path}' cannot be read: {error.Message}", path, ParameterFileProblem.NotReadable, error);
        }
    }

    private static Dictionary<string, object?> Parse(string path, byte[] text)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        var reader = new Utf8JsonReader(text);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new ParameterFileException($"The file '{path}' holds no JSON object.", path, ParameterFileProblem.Malformed);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (values.ContainsKey(name))
            {
                throw Error(path, Line(text, reader), $"names '{name}' a second time", ParameterFileProblem.DuplicateName);
            }

            reader.Read();
            values.Add(name, TryValue(reader, out object? value)
                ? value
                : throw Error(
                    path, Line(text, reader), $"has no number, text, truth value or null for '{name}'", ParameterFileProblem.UnsupportedValue));
        }

        // Whatever stands after the object throws here.
        reader.Read();
        return values;
    }

    private static bool TryValue(Utf8JsonReader reader, out object? value)
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number when reader.TryGetInt64(out long whole) => whole,
            JsonTokenType.Number when reader.TryGetUInt64(out ulong large) => large,
            JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number) => number,
            _ => null,
        };
        return value is not null || reader.TokenType == JsonTokenType.Null;
    }

    private static long Line(byte[] text, Utf8JsonReader reader) =>
        text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n') + 1;

    private static ParameterFileException Error(string path, long line, string what, ParameterFileProblem problem, Exception? cause = null) =>
        new($"Line {line} of the file '{path}' {what}.", path, problem, cause);
}
