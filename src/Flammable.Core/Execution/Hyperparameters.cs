using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Flammable.Execution;

/// <summary>Reads the values of a task's hyperparameters.</summary>
internal static class Hyperparameters
{
    /// <summary>The values by name; numbers, texts and truth values stay what they are, a list becomes a text of its items, everything else text.</summary>
    public static IReadOnlyDictionary<string, object?> Read(FlamTask task) =>
        task.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.IsDefined(typeof(HyperparameterAttribute)))
            // A property that hides its base's of another type comes before it.
            .DistinctBy(property => property.Name)
            .ToDictionary(property => property.Name, property => Plain(property.GetValue(task)));

    // A value of the task's own type would keep the task's assembly loaded.
    private static object? Plain(object? value) => value switch
    {
        null => null,
        Enum choice => choice.ToString(),
        string or bool or double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong => value,
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(item => Text(Plain(item)))),
        _ => Text(value),
    };

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
