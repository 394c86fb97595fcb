using System.Buffers;
using System.Text.Json;
using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>The line of JSON that hands a sample to a program.</summary>
internal static class SampleLine
{
    /// <summary>The most bytes that a line may have, without its end.</summary>
    public const int Longest = 16 * 1024 * 1024;

    private const string SampleParameter = "sample";

    /// <summary>Writes a sample.</summary>
    /// <param name="sample">JSON, or any value.</param>
    /// <returns>The line with its end.</returns>
    /// <exception cref="ArgumentException">The sample cannot be written.</exception>
    public static byte[] Of(object? sample) => Write("sample", writer => WriteValue(writer, sample));

    /// <summary>Writes several samples.</summary>
    /// <param name="samples">JSON, or any values.</param>
    /// <returns>The line with its end.</returns>
    /// <exception cref="ArgumentException">A sample cannot be written.</exception>
    public static byte[] OfAll(IReadOnlyList<object?> samples) => Write("samples", writer =>
    {
        writer.WriteStartArray();
        foreach (object? sample in samples)
        {
            WriteValue(writer, sample);
        }

        writer.WriteEndArray();
    });

    /// <summary>The error that tells whoever sent a sample why it is none.</summary>
    public static ArgumentException Refusal(string message) => new(message, SampleParameter);

    private static byte[] Write(string member, Action<Utf8JsonWriter> writeValue)
    {
        var line = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(line);
            writer.WriteStartObject();
            writer.WritePropertyName(member);
            writeValue(writer);
            writer.WriteEndObject();
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw Refusal("A text of the sample has half a character.");
        }

        if (line.WrittenCount > Longest)
        {
            throw Refusal($"The sample is longer than {Longest / (1024 * 1024)} MB.");
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, object? sample)
    {
        if (sample is JsonElement json)
        {
            json.WriteTo(writer);
        }
        else
        {
            PlainJson.Write(writer, PlainValue.Of(sample));
        }
    }
}
