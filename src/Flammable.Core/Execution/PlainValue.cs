using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flammable.Execution;

/// <summary>Copies what a task answers into values that know nothing of the task's assembly: one such object would keep it loaded.</summary>
internal static class PlainValue
{
    private const int MaxDepth = 16;

    /// <summary>
    /// Numbers, truth values, texts and times stay what they are. Names of choices become texts; lists, tuples and other
    /// sequences arrays; dictionaries and JSON objects dictionaries by text. An object of a task's own type becomes a dictionary
    /// of its public properties, whose names are found in either case; one without any, and all else, becomes its text, an
    /// exception its message. Where an object is a part of itself, or the nesting is deeper than 16, the name of its type stands
    /// for it.
    /// </summary>
    public static object? Of(object? value) => Of(value, []);

    private static object? Of(object? value, Stack<object> around) => value switch
    {
        null => null,
        Enum choice => choice.ToString(),
        string or decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid or Half or Int128 or UInt128
            or System.Numerics.BigInteger or System.Numerics.Complex => value,
        _ when value.GetType().IsPrimitive => value,
        // Not its text: that of a record which is a part of itself has no end.
        _ when around.Count == MaxDepth || around.Any(outer => ReferenceEquals(outer, value)) => value.GetType().Name,
        JsonValue json => OfJson(json),
        // Its whole text has the stack, and with it paths of this computer.
        Exception error => error.Message,
        Array array when IsPlain(array.GetType().GetElementType()!) => array.Clone(),
        _ => Inside(value, around),
    };

    private static object? Inside(object value, Stack<object> around)
    {
        around.Push(value);
        try
        {
            return value switch
            {
                ITuple tuple => Enumerable.Range(0, tuple.Length).Select(index => Of(tuple[index], around)).ToArray(),
                IDictionary table => OfEntries(table.Keys.Cast<object>().Select(key => (key, table[key])), around),
                IEnumerable items => OfItems(items, around),
                not Delegate when IsOwn(value.GetType()) => (object?)OfProperties(value, around) ?? Text(value),
                _ => Text(value),
            };
        }
        finally
        {
            around.Pop();
        }
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type == typeof(string) || type == typeof(decimal);

    // What the task brings with it lives in a context that can be unloaded.
    private static bool IsOwn(Type type) => type.IsCollectible;

    private static object? OfItems(IEnumerable items, Stack<object> around)
    {
        object?[] all = [.. items.Cast<object?>()];
        PropertyInfo? key = EntryType(items)?.GetProperty("Key");
        if (key is not null)
        {
            PropertyInfo value = key.DeclaringType!.GetProperty("Value")!;
            return OfEntries(all.Select(entry => (key.GetValue(entry)!, value.GetValue(entry))), around);
        }

        object?[] converted = Array.ConvertAll(all, item => Of(item, around));
        return converted.Length > 0 && Array.TrueForAll(converted, item => item is double)
            ? Array.ConvertAll(converted, item => (double)item!)
            : converted;
    }

    private static Type? EntryType(IEnumerable items) => items.GetType().GetInterfaces()
        .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .Select(one => one.GetGenericArguments()[0])
        .FirstOrDefault(item => item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private static Dictionary<string, object?> OfEntries(IEnumerable<(object Key, object? Value)> entries, Stack<object> around)
    {
        var plain = new Dictionary<string, object?>();
        foreach ((object key, object? value) in entries)
        {
            plain[Text(key)] = Of(value, around);
        }

        return plain;
    }

    private static Dictionary<string, object?>? OfProperties(object value, Stack<object> around)
    {
        var plain = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanRead && property.GetIndexParameters().Length == 0)
            {
                plain.TryAdd(property.Name, Of(property.GetValue(value), around));
            }
        }

        return plain.Count > 0 ? plain : null;
    }

    private static object? OfJson(JsonValue json) => json.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.ToJsonString() is var text && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole)
            ? whole
            : double.Parse(text, CultureInfo.InvariantCulture),
        _ => json.ToString(),
    };

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
