using Flammable.Execution;

namespace Flammable.Processes;

/// <summary>A hyperparameter that a manifest declares.</summary>
/// <param name="name">The name.</param>
/// <param name="defaultValue">The value where none is chosen: a double, a long, a text or a truth value.</param>
/// <param name="min">The least value; NaN for none.</param>
/// <param name="max">The greatest value; NaN for none.</param>
/// <param name="choices">The values that may be chosen, as texts; empty for any.</param>
/// <param name="description">What it does; <see langword="null"/> where the manifest does not say.</param>
internal sealed class ManifestParameter(
    string name, object defaultValue, double min, double max, IReadOnlyList<string> choices, string? description) : Hyperparameter
{
    public override string Name => name;

    public override Type Type => defaultValue.GetType();

    public override string TypeName => defaultValue switch
    {
        double => "number",
        long => "integer",
        bool => "boolean",
        _ => "text",
    };

    public override double Min => min;

    public override double Max => max;

    public override IReadOnlyList<string> Choices => choices;

    public override string? Description => description;

    /// <summary>The value where none is chosen.</summary>
    public object Default => defaultValue;

    public override object? Get(FlamTask task) => ((ManifestTask)task).Values[name];

    public override void Set(FlamTask task, object? value) => ((ManifestTask)task).Values[name] = value;
}
