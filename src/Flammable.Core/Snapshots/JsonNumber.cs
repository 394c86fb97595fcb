using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>Numbers in JSON, which has no NaN and no infinities: these are the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
internal static class JsonNumber
{
    public static JsonNode Of(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(Name(value));

    /// <summary>A copy of a node in which NaN and infinities, which a task may have put in, are texts.</summary>
    public static JsonNode? QuoteNonFinite(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, QuoteNonFinite(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(QuoteNonFinite)]),
        JsonValue value when value.TryGetValue(out double number) && !double.IsFinite(number) => Of(number),
        JsonValue value when value.TryGetValue(out float number) && !float.IsFinite(number) => Of(number),
        _ => node?.DeepClone(),
    };

    /// <summary>The number of a node; <see langword="null"/> where the node is no number.</summary>
    public static double? Read(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => node.GetValue<double>(),
        JsonValueKind.String => Parse(node.GetValue<string>()),
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => null,
    };

    /// <summary>The text of a number that JSON has no digits for.</summary>
    public static string Name(double value) =>
        double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    public static double? Parse(string? text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null,
    };
}
