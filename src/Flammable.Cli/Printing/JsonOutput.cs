using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Printing;

/// <summary>Writes one JSON value to standard output.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(JsonNode? value) => Write(writer => WriteValue(writer, value));

    /// <summary>Writes an array, each element as soon as it is there.</summary>
    public static void Write(IEnumerable<JsonNode> values) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (JsonNode value in values)
        {
            WriteValue(writer, value);
        }

        writer.WriteEndArray();
    });

    private static void Write(Action<Utf8JsonWriter> write)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput());
        using (var writer = new Utf8JsonWriter(output, Format))
        {
            write(writer);
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonNode? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            value.WriteTo(writer);
        }
    }
}
