using System.Buffers;
using System.Text.Json;

namespace Flammable.Servers;

/// <summary>A sample as a line of JSON that is an object with the one member <c>sample</c>: a bare one could itself be such an object.</summary>
internal static class NamedSample
{
    /// <summary>Writes the line.</summary>
    /// <param name="writeSample">Writes the sample, one JSON value.</param>
    /// <returns>The line in UTF-8, without its end.</returns>
    public static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> writeSample)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("sample"u8);
            writeSample(writer);
            writer.WriteEndObject();
        }

        return line.WrittenMemory;
    }
}
