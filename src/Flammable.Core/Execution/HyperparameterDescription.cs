using System.Globalization;

namespace Flammable.Execution;

/// <summary>What can be chosen for a training of a task, as its code declares it.</summary>
public sealed record HyperparameterDescription
{
    /// <summary>The name to choose it by, in either case.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the value's type, such as <c>Double</c>, or of the task's enum; the manifest's word for it, such as <c>number</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The value that the task has where none is chosen: a number, a text, a truth value; anything else as text. <see langword="null"/> where the value is.</summary>
    public object? Default { get; init; }

    /// <summary>The least value that may be chosen; <see langword="null"/> for none.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value that may be chosen; <see langword="null"/> for none.</summary>
    public double? Max { get; init; }

    /// <summary>The values that may be chosen, an enum's names too, as texts; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What it does, in the words of the task; <see langword="null"/> where the task does not say.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it is only recorded, and cannot be chosen.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What may be chosen, as a short text: <c>0 to 1</c>, <c>at least 1</c>, <c>adam, sgd</c>; empty for anything of the type.</summary>
    public string Limits => this switch
    {
        { IsReadOnly: true } => "read-only",
        { Choices.Count: > 0 } => string.Join(", ", Choices),
        { Min: double min, Max: double max } => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
        { Min: double min } => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        { Max: double max } => string.Create(CultureInfo.InvariantCulture, $"at most {max}"),
        _ => "",
    };

    /// <summary>The name and the default value, as <c>LearningRate 0.1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Default ?? "null"}");
}
