using System.Collections;
using System.Globalization;
using Flammable.Errors;

namespace Flammable.Execution;

/// <summary>Reads and sets the values of a task's hyperparameters.</summary>
internal static class Hyperparameters
{
    /// <summary>The values by name; numbers, texts and truth values stay what they are, a list becomes a text of its items, everything else text.</summary>
    public static IReadOnlyDictionary<string, object?> Read(FlamTask task) =>
        task.GetHyperparameters().Where(one => one.CanRead).ToDictionary(one => one.Name, one => Plain(one.Get(task)));

    /// <summary>What can be chosen, with the values that the task has now as defaults. Nothing in it is of the task's own types.</summary>
    public static HyperparameterDescription[] Describe(FlamTask task) =>
    [
        .. task.GetHyperparameters().Select(one => new HyperparameterDescription
        {
            Name = one.Name,
            Type = one.TypeName,
            Default = one.CanRead ? Plain(one.Get(task)) : null,
            Min = Limit(one.Min),
            Max = Limit(one.Max),
            Choices = one.Choices.Count == 0 && one.ValueType is { IsEnum: true } choice ? Enum.GetNames(choice) : [.. one.Choices],
            Description = one.Description,
            IsReadOnly = !one.CanWrite,
        }),
    ];

    /// <summary>Sets the values that the user chose.</summary>
    /// <exception cref="HyperparameterException">The task has no such hyperparameter, or the value does not fit it.</exception>
    public static void Choose(FlamTask task, IReadOnlyDictionary<string, object?> values)
    {
        Hyperparameter[] known = [.. task.GetHyperparameters().Where(one => one.CanWrite)];
        foreach ((string name, object? value) in values)
        {
            Hyperparameter chosen = Array.Find(known, one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw Error(task, name, known, $"has no hyperparameter '{name}' that can be set");
            if (!HyperparameterValue.TryConvert(value, chosen.Type, out object? converted))
            {
                throw Error(task, name, known, $"takes a value of type {chosen.TypeName} for '{chosen.Name}', which {Quote(value)} is not");
            }

            if (chosen.Refuse(converted) is { } allowed)
            {
                throw Error(task, name, known, $"takes {allowed} for '{chosen.Name}', which {Quote(value)} is not");
            }

            chosen.Set(task, chosen.AsDeclared(converted));
        }
    }

    /// <summary>Sets the values that a snapshot was trained with, as far as they are numbers, texts, truth values or names of choices.</summary>
    public static void Restore(FlamTask task, IReadOnlyDictionary<string, object?> values)
    {
        foreach (Hyperparameter one in task.GetHyperparameters().Where(one => one.CanWrite))
        {
            if (values.TryGetValue(one.Name, out object? value) && HyperparameterValue.TryConvert(value, one.Type, out object? converted))
            {
                one.Set(task, converted);
            }
        }
    }

    private static HyperparameterException Error(FlamTask task, string name, Hyperparameter[] known, string what) =>
        new($"The task '{task.DisplayName}' {what}.", name, [.. known.Select(one => one.Name)]);

    private static double? Limit(double limit) => double.IsNaN(limit) ? null : limit;

    // A value of the task's own type would keep the task's assembly loaded.
    private static object? Plain(object? value) => value switch
    {
        null => null,
        Enum choice => choice.ToString(),
        string or bool or double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong => value,
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(item => Text(Plain(item)))),
        _ => Text(value),
    };

    private static string Quote(object? value) => value is null ? "null" : $"'{Text(Plain(value))}'";

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
