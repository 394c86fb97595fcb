namespace Flammable;

/// <summary>
/// Marks a property of a task as a hyperparameter: its value is recorded in every snapshot, can be chosen for a training
/// (<c>-Parameter</c>, <c>--set</c>), and is put back when the snapshot is tested or evaluated.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HyperparameterAttribute : Attribute
{
    /// <summary>The least value that may be chosen; NaN for none.</summary>
    public double Min { get; init; } = double.NaN;

    /// <summary>The greatest value that may be chosen; NaN for none.</summary>
    public double Max { get; init; } = double.NaN;

    /// <summary>The values that may be chosen, as texts; empty for any.</summary>
    public string[] Choices { get; init; } = [];

    /// <summary>What it does, in a sentence or two: lists of the task's hyperparameters show it.</summary>
    public string? Description { get; init; }
}
