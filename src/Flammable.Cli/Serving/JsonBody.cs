using System.Text.Json;

namespace Flammable.Cli.Serving;

/// <summary>What a client means by one JSON value: one sample, or several.</summary>
/// <param name="Samples">The sample, or the array of samples.</param>
/// <param name="Shape">Which of them it is.</param>
internal readonly record struct JsonBody(JsonElement Samples, JsonBodyShape Shape)
{
    private const string SampleMember = "sample";
    private const string SamplesMember = "samples";

    /// <summary>Tells what a value means: with the one member <c>sample</c> or <c>samples</c> its own words count; a bare array is several samples; anything else is one.</summary>
    public static JsonBody Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => new(value, JsonBodyShape.BareArray),
        JsonValueKind.Object when OnlyMember(value, SampleMember) is { } sample => new(sample, JsonBodyShape.One),
        JsonValueKind.Object when OnlyMember(value, SamplesMember) is { ValueKind: JsonValueKind.Array } samples => new(samples, JsonBodyShape.Several),
        _ => new(value, JsonBodyShape.One),
    };

    /// <summary>The sample of a line, which is one sample whatever it is: bare, or as the one member <c>sample</c>.</summary>
    public static JsonElement OfLine(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && OnlyMember(value, SampleMember) is { } sample ? sample : value;

    private static JsonElement? OnlyMember(JsonElement value, string name)
    {
        JsonElement? found = null;
        foreach (JsonProperty member in value.EnumerateObject())
        {
            if (found is not null || !member.NameEquals(name))
            {
                return null;
            }

            found = member.Value;
        }

        return found;
    }
}
