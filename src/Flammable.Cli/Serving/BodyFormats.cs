using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Flammable.Cli.Serving;

/// <summary>Tells the format of a body by the headers of its request.</summary>
internal static class BodyFormats
{
    private const string Json = "application/json";
    private const string JsonLines = "application/x-ndjson";
    private const string OtherJsonLines = "application/jsonl";
    private const string Csv = "text/csv";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>The types of body that a server reads.</summary>
    /// <param name="readsCsv">Whether its task reads lines of CSV.</param>
    public static IEnumerable<string> Accepted(bool readsCsv) => readsCsv ? [Json, JsonLines, Csv] : [Json, JsonLines];

    /// <summary>The format. A request that names no type, or that of forms, is taken for JSON.</summary>
    public static BodyFormat Of(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            return BodyFormat.Unknown;
        }

        string? type = request.ContentType;
        return string.IsNullOrEmpty(type) || type.Equals(Json, StringComparison.OrdinalIgnoreCase) ? BodyFormat.Json
            : MediaTypeHeaderValue.TryParse(type, out MediaTypeHeaderValue? parsed) && IsUtf8(parsed) ? Of(parsed)
            : BodyFormat.Unknown;
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        !type.Charset.HasValue
        || HeaderUtilities.RemoveQuotes(type.Charset).Value is { } charset
            && (charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase));

    private static BodyFormat Of(MediaTypeHeaderValue type) => type.MediaType.Value!.ToLowerInvariant() switch
    {
        // No form is read here: it is what curl calls any body whose type it is not told.
        Json or Form => BodyFormat.Json,
        JsonLines or OtherJsonLines => BodyFormat.JsonLines,
        Csv => type.Parameters.Any(IsHeaderPresent) ? BodyFormat.CsvWithHeader : BodyFormat.Csv,
        _ => BodyFormat.Unknown,
    };

    private static bool IsHeaderPresent(NameValueHeaderValue parameter) =>
        parameter.Name.Equals("header", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(parameter.Value).Equals("present", StringComparison.OrdinalIgnoreCase);
}
