using System.Text.Json;

namespace Flammable.Servers;

/// <summary>An error that a server answers with. See RFC 9457, section 3.</summary>
/// <param name="Text">What is wrong, as one sentence.</param>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Index">Which sample of the request it is about, counted from 0; <see langword="null"/> where it is about all.</param>
internal readonly record struct ProblemDetails(string Text, int Status, int? Index)
{
    public static ProblemDetails Read(JsonElement json, int status) => json.ValueKind != JsonValueKind.Object
        ? Unknown(status)
        : new(
            TextOf(json, "detail") ?? TextOf(json, "title") ?? Unknown(status).Text,
            NumberOf(json, "status") ?? status,
            NumberOf(json, "index"));

    public static ProblemDetails Read(byte[] body, int status)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, status);
        }
        catch (JsonException)
        {
            return Unknown(status);
        }
    }

    private static ProblemDetails Unknown(int status) => new($"It answered with status {status}.", status, null);

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
}
