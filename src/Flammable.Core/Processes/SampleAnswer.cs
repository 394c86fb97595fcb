using System.Text;
using System.Text.Json;
using Flammable.Execution;
using Flammable.Snapshots;

namespace Flammable.Processes;

/// <summary>What a program answered to a sample.</summary>
/// <param name="Result">The prediction, a plain value; of several samples an array; <see langword="null"/> where there is none.</param>
/// <param name="Refusal">Why the sample is none, for whoever sent it.</param>
/// <param name="Failure">Why a good sample has failed, for whoever looks after the program.</param>
internal sealed record SampleAnswer(object? Result, string? Refusal, string? Failure)
{
    private const int LongestText = 1000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Whether a line of a program says that it can answer from now on.</summary>
    public static bool IsReady(byte[] line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("ready", out JsonElement ready)
                && ready.ValueKind == JsonValueKind.True;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads the line of a program.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="count">How many samples it answers; <see langword="null"/> for a single one.</param>
    /// <exception cref="FormatException">It is no answer.</exception>
    public static SampleAnswer Read(byte[] line, int? count)
    {
        try
        {
            bool isPython = line.AsSpan().IndexOf("NaN"u8) >= 0 || line.AsSpan().IndexOf("Infinity"u8) >= 0;
            using JsonDocument json = isPython
                ? JsonDocument.Parse(PythonJson.QuoteNonFinite(Encoding.UTF8.GetString(line)), Strict)
                : JsonDocument.Parse(line, Strict);
            return Read(json.RootElement, count, isPython);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter where a text has half a character.
            throw new FormatException("it is no JSON", error);
        }
    }

    private static SampleAnswer Read(JsonElement json, int? count, bool hasNonFinite)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("it is no JSON object");
        }

        (string? refusal, string? failure) = (Text(json, "error"), Text(json, "failure"));
        if (refusal is not null || failure is not null)
        {
            return new SampleAnswer(null, refusal, failure);
        }

        string member = count is null ? "result" : "results";
        if (!json.TryGetProperty(member, out JsonElement result))
        {
            throw new FormatException($"it has none of '{member}', 'error', 'failure'");
        }

        return count is null || (result.ValueKind == JsonValueKind.Array && result.GetArrayLength() == count)
            ? new SampleAnswer(Value(result, hasNonFinite), null, null)
            : throw new FormatException($"its '{member}' are not {count}");
    }

    private static string? Text(JsonElement json, string member) =>
        !json.TryGetProperty(member, out JsonElement text) || text.ValueKind == JsonValueKind.Null ? null
            : text.ValueKind == JsonValueKind.String ? ProgramText.Clean(text.GetString()!, LongestText)
            : throw new FormatException($"its '{member}' is no text");

    private static object? Value(JsonElement result, bool hasNonFinite) =>
        hasNonFinite ? Numbers(PlainJson.Read(result)) : PlainJson.Read(result);

    // JSON has no NaN and no infinities: they are texts on their way.
    private static object? Numbers(object? plain) => plain switch
    {
        "NaN" or "Infinity" or "-Infinity" => JsonNumber.Parse((string)plain),
        object?[] items => SampleConversion.Plain(Array.ConvertAll(items, Numbers)),
        Dictionary<string, object?> members => members.ToDictionary(member => member.Key, member => Numbers(member.Value)),
        _ => plain,
    };
}
