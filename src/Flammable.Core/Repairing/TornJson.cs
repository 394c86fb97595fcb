using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Repairing;

/// <summary>Reads what is left of a JSON object.</summary>
internal static class TornJson
{
    /// <summary>The members up to the place that is damaged; none where even the beginning is.</summary>
    public static JsonObject Members(ReadOnlySpan<byte> content)
    {
        var members = new JsonObject();
        var reader = new Utf8JsonReader(content);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return members;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                members[name] = JsonNode.Parse(ref reader);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The members that were read are what is left.
        }

        return members;
    }
}
