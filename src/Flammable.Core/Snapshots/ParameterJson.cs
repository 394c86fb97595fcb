using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>Hyperparameters in <c>snapshot.json</c>: numbers, texts and truth values.</summary>
internal static class ParameterJson
{
    public static JsonNode? Write(object? value) => value switch
    {
        null => null,
        bool truth => truth,
        double number => JsonNumber.Of(number),
        float number => float.IsFinite(number) ? JsonValue.Create(number) : JsonNumber.Of(number),
        decimal number => number,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        ulong number => number,
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    public static IReadOnlyDictionary<string, object?> ReadAll(JsonNode? node) =>
        node is JsonObject parameters && parameters.Count > 0
            ? parameters.ToDictionary(parameter => parameter.Key, parameter => Read(parameter.Value))
            : Snapshot.EmptyParameters;

    private static object? Read(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => node.AsValue().TryGetValue(out long whole) ? (object)whole : node.GetValue<double>(),
        JsonValueKind.String => node.GetValue<string>() is "NaN" or "Infinity" or "-Infinity"
            ? JsonNumber.Read(node)
            : node.GetValue<string>(),
        null => null,
        _ => node.ToJsonString(),
    };
}
