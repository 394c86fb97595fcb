using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>Numbers in JSON, which has no NaN and no infinities: these are the texts <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
internal static class JsonNumber
{
    public static JsonNode Of(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(Name(value));

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
