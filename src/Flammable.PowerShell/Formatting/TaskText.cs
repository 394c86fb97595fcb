using System.Globalization;
using Flammable.Execution;

namespace Flammable.Formatting;

/// <summary>What the views show of a task beyond its properties. The texts are the same in every culture.</summary>
public static class TaskText
{
    /// <summary>The hyperparameters, a line each: <c>LearningRate = 0.1 (Double, 0 to 1): How far one step goes.</c></summary>
    /// <param name="task">The task.</param>
    public static string Hyperparameters(TaskDescription task) =>
        string.Join(Environment.NewLine, (task ?? throw new ArgumentNullException(nameof(task))).Hyperparameters.Select(Line));

    /// <summary>A hyperparameter's value.</summary>
    /// <param name="value">The value.</param>
    public static string Value(object? value) => Convert.ToString(value ?? "null", CultureInfo.InvariantCulture)!;

    private static string Line(HyperparameterDescription one)
    {
        string limits = one.Limits.Length > 0 ? $", {one.Limits}" : "";
        string help = one.Description is null ? "" : $": {one.Description}";
        return $"{one.Name} = {Value(one.Default)} ({one.Type}{limits}){help}";
    }
}
