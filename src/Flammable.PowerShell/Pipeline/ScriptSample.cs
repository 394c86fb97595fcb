using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Flammable.Pipeline;

/// <summary>Takes PowerShell's wrapping off a sample: a task knows nothing of it.</summary>
internal static class ScriptSample
{
    // Deeper, the library itself writes the name of a type.
    private const int MaxDepth = 16;

    /// <summary>
    /// The sample; a custom object, such as a row of a CSV file, becomes a dictionary of its properties, whose names are found in
    /// either case where no two differ in that alone. Where an object is a part of itself, or the nesting is deeper than 16, the
    /// name of its type stands for it.
    /// </summary>
    public static object? Unwrap(object? sample) => Unwrap(sample, []);

    private static object? Unwrap(object? sample, Stack<object> around) => sample switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => Unwrap(wrapped.BaseObject, around),
        Array array when array.GetType().GetElementType()!.IsPrimitive => array,
        PSObject or ICollection when IsTooDeep(sample, around) => sample.GetType().Name,
        PSObject or ICollection => Inside(sample, around),
        _ => sample,
    };

    private static bool IsTooDeep(object sample, Stack<object> around) =>
        around.Count == MaxDepth || around.Contains(sample, ReferenceEqualityComparer.Instance);

    private static object Inside(object sample, Stack<object> around)
    {
        around.Push(sample);
        try
        {
            return sample switch
            {
                PSObject row => Table(row.Properties.Select(property => (property.Name, Unwrap(property.Value, around)))),
                IDictionary table => Table(table.Keys.Cast<object>().Select(key => (Name(key), Unwrap(table[key], around)))),
                _ => ((IEnumerable)sample).Cast<object?>().Select(item => Unwrap(item, around)).ToArray(),
            };
        }
        finally
        {
            around.Pop();
        }
    }

    private static Dictionary<string, object?> Table(IEnumerable<(string Name, object? Value)> members)
    {
        (string Name, object? Value)[] all = [.. members];
        bool hasTwins = all.DistinctBy(member => member.Name, StringComparer.OrdinalIgnoreCase).Count() < all.Length;
        var table = new Dictionary<string, object?>(hasTwins ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach ((string name, object? value) in all)
        {
            table[name] = value;
        }

        return table;
    }

    private static string Name(object key) => Convert.ToString(key, CultureInfo.InvariantCulture)!;
}
