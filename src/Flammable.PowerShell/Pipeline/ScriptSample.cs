using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Flammable.Pipeline;

/// <summary>Takes PowerShell's wrapping off a sample: a task knows nothing of it.</summary>
internal static class ScriptSample
{
    /// <summary>The sample; a custom object, such as a row of a CSV file, becomes a dictionary of its properties.</summary>
    public static object? Unwrap(object? sample) => sample switch
    {
        PSObject { BaseObject: PSCustomObject } row => row.Properties.ToDictionary(
            property => property.Name, property => Unwrap(property.Value), StringComparer.OrdinalIgnoreCase),
        PSObject wrapped => Unwrap(wrapped.BaseObject),
        IDictionary table => table.Keys.Cast<object>().ToDictionary(
            key => Convert.ToString(key, CultureInfo.InvariantCulture)!, key => Unwrap(table[key]), StringComparer.OrdinalIgnoreCase),
        object?[] or ArrayList or List<object?> or List<PSObject> => ((IEnumerable)sample).Cast<object?>().Select(Unwrap).ToArray(),
        _ => sample,
    };
}
