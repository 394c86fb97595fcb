using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Printing;

/// <summary>Writes one JSON value to standard output.</summary>
internal static class JsonOutput
{
    private const int FlushAt = 1 << 16;

    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(JsonNode? value) => Write(writer => WriteValue(writer, value));

    /// <summary>Writes an array, each element as soon as it is there.</summary>
    public static void Write(IEnumerable<JsonNode> values) => Write(values, WriteValue);

    /// <summary>Writes an array, each element as soon as it is there.</summary>
    public static void Write<T>(IEnumerable<T> values, Action<Utf8JsonWriter, T> write) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (T value in values)
        {
            write(writer, value);
            if (writer.BytesPending > FlushAt)
            {
                writer.Flush();
            }
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
