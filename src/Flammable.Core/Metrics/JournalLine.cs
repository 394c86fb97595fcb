using System.Text.Json;
using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>Reads the lines of a journal. Members that this version does not know are passed over.</summary>
/// <param name="names">The names read so far.</param>
internal sealed class JournalLine(SeriesNames names)
{
    /// <summary>The point of a line.</summary>
    /// <exception cref="JsonException">The line is not JSON.</exception>
    /// <exception cref="FormatException">It is not a point.</exception>
    public SeriesPoint Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        Require(reader.TokenType == JsonTokenType.StartObject, "it is not an object");
        MetricSplit? split = null;
        string? series = null;
        double? value = null;
        DateTimeOffset? time = null;
        long step = 0;
        int? epoch = null;
        int? run = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("split"u8))
            {
                reader.Read();
                split = ReadSplit(ref reader);
            }
            else if (reader.ValueTextEquals("series"u8))
            {
                reader.Read();
                Require(reader.TokenType == JsonTokenType.String, "its 'series' is not a text");
                series = names.Read(ref reader);
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = ReadValue(ref reader);
            }
            else if (reader.ValueTextEquals("step"u8))
            {
                reader.Read();
                Require(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out step), "its 'step' is not a whole number");
            }
            else if (reader.ValueTextEquals("epoch"u8))
            {
                reader.Read();
                epoch = ReadWhole(ref reader, "epoch");
            }
            else if (reader.ValueTextEquals("run"u8))
            {
                reader.Read();
                run = ReadWhole(ref reader, "run");
            }
            else if (reader.ValueTextEquals("time"u8))
            {
                reader.Read();
                time = ReadTime(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // What stands behind the object is an error, too.
        reader.Read();
        return new SeriesPoint(
            split ?? throw new FormatException("it has no 'split'"),
            series ?? throw new FormatException("it has no 'series'"),
            value ?? throw new FormatException("it has no 'value'"),
            step,
            epoch,
            time ?? throw new FormatException("it has no 'time'"))
        {
            Run = run,
        };
    }

    private static MetricSplit ReadSplit(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.String, "its 'split' is not a text");
        return reader.ValueTextEquals("train"u8) ? MetricSplit.Train
            : reader.ValueTextEquals("val"u8) ? MetricSplit.Validation
            : reader.ValueTextEquals("test"u8) ? MetricSplit.Test
            : throw new FormatException($"its 'split' is '{reader.GetString()}'");
    }

    private static double ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String when JsonNumber.Parse(reader.GetString()) is { } value => value,
        _ => throw new FormatException("its 'value' is not a number"),
    };

    private static int? ReadWhole(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out int number) => number,
        _ => throw new FormatException($"its '{name}' is not a whole number"),
    };

    private static DateTimeOffset ReadTime(ref Utf8JsonReader reader)
    {
        DateTimeOffset time = default;
        Require(reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out time), "its 'time' is not a time");
        return time;
    }

    private static void Require(bool isSo, string problem)
    {
        if (!isSo)
        {
            throw new FormatException(problem);
        }
    }
}
