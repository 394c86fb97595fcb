using System.Collections;
using System.Globalization;
using System.Reflection;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>Reads and sets the values of a task's hyperparameters.</summary>
internal static class Hyperparameters
{
    /// <summary>The values by name; numbers, texts and truth values stay what they are, a list becomes a text of its items, everything else text.</summary>
    public static IReadOnlyDictionary<string, object?> Read(FlamTask task) =>
        Of(task).Where(property => property.CanRead).ToDictionary(property => property.Name, property => Plain(property.GetValue(task)));

    /// <summary>Sets the values that the user chose.</summary>
    /// <exception cref="HyperparameterException">The task has no such hyperparameter, or the value does not fit it.</exception>
    public static void Choose(FlamTask task, IReadOnlyDictionary<string, object?> values)
    {
        PropertyInfo[] known = [.. Of(task).Where(property => property.CanWrite)];
        foreach ((string name, object? value) in values)
        {
            PropertyInfo property = Array.Find(known, property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw Error(task, name, known, $"has no hyperparameter '{name}' that can be set");
            if (!HyperparameterValue.TryConvert(value, property.PropertyType, out object? converted))
            {
                throw Error(task, name, known, $"takes a value of type {Describe(property.PropertyType)} for '{property.Name}', which '{Text(value)}' is not");
            }

            if (Refusal(property.GetCustomAttribute<HyperparameterAttribute>()!, converted) is { } refusal)
            {
                throw Error(task, name, known, $"takes {refusal} for '{property.Name}', which '{Text(value)}' is not");
            }

            property.SetValue(task, AsDeclared(property, converted));
        }
    }

    /// <summary>Sets the values that a snapshot was trained with, as far as they are numbers, texts, truth values or names of choices.</summary>
    public static void Restore(FlamTask task, IReadOnlyDictionary<string, object?> values)
    {
        foreach (PropertyInfo property in Of(task).Where(property => property.CanWrite))
        {
            if (values.TryGetValue(property.Name, out object? value) && HyperparameterValue.TryConvert(value, property.PropertyType, out object? converted))
            {
                property.SetValue(task, converted);
            }
        }
    }

    private static IEnumerable<PropertyInfo> Of(FlamTask task) =>
        task.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(HyperparameterAttribute)))
            // A property that hides its base's of another type comes before it.
            .DistinctBy(property => property.Name);

    // A choice may be written in another case than the task compares it in.
    private static object? AsDeclared(PropertyInfo property, object? value) =>
        value is string text
            ? property.GetCustomAttribute<HyperparameterAttribute>()!.Choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? text
            : value;

    private static string? Refusal(HyperparameterAttribute limits, object? value)
    {
        if (limits.Choices.Length > 0 && !limits.Choices.Contains(Text(value), StringComparer.OrdinalIgnoreCase))
        {
            return $"one of {string.Join(", ", limits.Choices.Select(choice => $"'{choice}'"))}";
        }

        if (value is not IConvertible number || value is string or bool || value.GetType().IsEnum)
        {
            return null;
        }

        double size = number.ToDouble(CultureInfo.InvariantCulture);
        return !double.IsNaN(limits.Min) && !(size >= limits.Min) ? string.Create(CultureInfo.InvariantCulture, $"at least {limits.Min}")
            : !double.IsNaN(limits.Max) && !(size <= limits.Max) ? string.Create(CultureInfo.InvariantCulture, $"at most {limits.Max}")
            : null;
    }

    private static HyperparameterException Error(FlamTask task, string name, PropertyInfo[] known, string what) =>
        new($"The task '{task.GetType().Name}' {what}.", name, [.. known.Select(property => property.Name)]);

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name;

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
