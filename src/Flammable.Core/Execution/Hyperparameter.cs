using System.Globalization;

namespace Flammable.Execution;

/// <summary>One value of a task that is recorded in snapshots and can be chosen for a training, with the limits on it.</summary>
internal abstract class Hyperparameter
{
    /// <summary>The name that it is recorded and chosen under; names that differ in case alone are one.</summary>
    public abstract string Name { get; }

    /// <summary>The type that chosen values are converted to. It may be the task's own: let it go with the task.</summary>
    public abstract Type Type { get; }

    /// <summary>What lists and messages call the type, such as <c>Double</c>.</summary>
    public virtual string TypeName => ValueType.Name;

    /// <summary>The type of a value that is not <see langword="null"/>.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Type) ?? Type;

    /// <summary>The least value that may be chosen; NaN for none.</summary>
    public virtual double Min => double.NaN;

    /// <summary>The greatest value that may be chosen; NaN for none.</summary>
    public virtual double Max => double.NaN;

    /// <summary>The values that may be chosen, as texts; empty for any.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>What it does, for the user; <see langword="null"/> where the task does not say.</summary>
    public virtual string? Description => null;

    /// <summary>Whether its value is recorded.</summary>
    public virtual bool CanRead => true;

    /// <summary>Whether a value can be chosen, and put back for a test.</summary>
    public virtual bool CanWrite => true;

    /// <summary>The task's value, of <see cref="Type"/>.</summary>
    public abstract object? Get(FlamTask task);

    /// <summary>Sets the task's value, of <see cref="Type"/>.</summary>
    public abstract void Set(FlamTask task, object? value);

    /// <summary>What may be chosen, such as <c>at least 0</c>, where a value of <see cref="Type"/> is outside of it; else <see langword="null"/>.</summary>
    public string? Refuse(object? value)
    {
        if (Choices.Count > 0 && !Choices.Contains(Convert.ToString(value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase))
        {
            return $"one of {string.Join(", ", Choices.Select(choice => $"'{choice}'"))}";
        }

        if (value is not IConvertible number || value is string or bool || value.GetType().IsEnum)
        {
            return null;
        }

        double size = number.ToDouble(CultureInfo.InvariantCulture);
        return !double.IsNaN(Min) && !(size >= Min) ? string.Create(CultureInfo.InvariantCulture, $"at least {Min}")
            : !double.IsNaN(Max) && !(size <= Max) ? string.Create(CultureInfo.InvariantCulture, $"at most {Max}")
            : null;
    }

    /// <summary>A choice as it is declared: it may be written in another case than the task compares it in.</summary>
    public object? AsDeclared(object? value) =>
        value is string text ? Choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? text : value;
}
