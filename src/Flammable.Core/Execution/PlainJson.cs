using System.Collections;
using System.Globalization;
using System.Text.Json;
using Flammable.Snapshots;

namespace Flammable.Execution;

/// <summary>Plain values as JSON: numbers, texts, truth values, times, arrays and dictionaries of them.</summary>
internal static class PlainJson
{
    /// <summary>
    /// Reads a value: a <c>double</c>, a text, a truth value, a <c>double[]</c> where all items are numbers, else an array, a
    /// <c>Dictionary&lt;string, object?&gt;</c>, whose names are found in either case where no two differ in that alone.
    /// </summary>
    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => ReadItems(json),
        JsonValueKind.Object => ReadMembers(json),
        _ => null,
    };

    /// <summary>Whether no number of a value that was read is beyond what a <c>double</c> can hold.</summary>
    public static bool IsFinite(object? plain) => plain switch
    {
        double number => double.IsFinite(number),
        double[] numbers => Array.TrueForAll(numbers, double.IsFinite),
        double[][] rows => Array.TrueForAll(rows, IsFinite),
        object?[] items => Array.TrueForAll(items, IsFinite),
        Dictionary<string, object?> members => members.Values.All(IsFinite),
        _ => true,
    };

    /// <summary>Writes a value; NaN and infinities are texts, and what is not plain is written as its text.</summary>
    public static void Write(Utf8JsonWriter writer, object? plain)
    {
        switch (plain)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case double number:
                Write(writer, number);
                break;
            case float number when float.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case float or Half:
                Write(writer, Convert.ToDouble(plain, CultureInfo.InvariantCulture));
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(plain, CultureInfo.InvariantCulture));
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case decimal number:
                writer.WriteNumberValue(number);
                break;
            case DateTime time:
                writer.WriteStringValue(time);
                break;
            case DateTimeOffset time:
                writer.WriteStringValue(time);
                break;
            case IDictionary table:
                WriteMembers(writer, table);
                break;
            case IEnumerable items:
                WriteItems(writer, items);
                break;
            default:
                writer.WriteStringValue(Convert.ToString(plain, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static object ReadItems(JsonElement json)
    {
        int length = json.GetArrayLength();
        var numbers = new double[length];
        int count = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number)
            {
                return SampleConversion.Plain(json.EnumerateArray().Select(Read).ToArray())!;
            }

            numbers[count++] = item.GetDouble();
        }

        return length == 0 ? Array.Empty<object?>() : numbers;
    }

    private static Dictionary<string, object?> ReadMembers(JsonElement json)
    {
        var members = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        bool isExact = false;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            object? value = Read(member.Value);
            if (isExact)
            {
                members[member.Name] = value;
            }
            else if (!members.TryAdd(member.Name, value))
            {
                members = new Dictionary<string, object?>(members) { [member.Name] = value };
                isExact = true;
            }
        }

        return members;
    }

    private static void Write(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(JsonNumber.Name(number));
        }
    }

    private static void WriteItems(Utf8JsonWriter writer, IEnumerable items)
    {
        writer.WriteStartArray();
        foreach (object? item in items)
        {
            Write(writer, item);
        }

        writer.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IDictionary table)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry member in table)
        {
            writer.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture) ?? "");
            Write(writer, member.Value);
        }

        writer.WriteEndObject();
    }
}
