using System.Reflection;

namespace Flammable.Execution;

/// <summary>A hyperparameter that is a property of the task's class.</summary>
/// <param name="property">The property.</param>
/// <param name="limits">The mark on it.</param>
internal sealed class HyperparameterProperty(PropertyInfo property, HyperparameterAttribute limits) : Hyperparameter
{
    public override string Name => property.Name;

    public override Type Type => property.PropertyType;

    public override double Min => limits.Min;

    public override double Max => limits.Max;

    public override IReadOnlyList<string> Choices => limits.Choices;

    public override string? Description => limits.Description;

    public override bool CanRead => property.CanRead;

    public override bool CanWrite => property.CanWrite;

    /// <summary>The properties of a task's class, those of its bases included, that are marked with <see cref="HyperparameterAttribute"/>.</summary>
    public static IReadOnlyList<Hyperparameter> Of(Type taskClass) =>
    [
        .. from property in taskClass.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let limits = property.GetCustomAttribute<HyperparameterAttribute>()
           where limits is not null
           // A property that hides its base's of another type comes before it.
           group new HyperparameterProperty(property, limits) by property.Name into sameName
           select sameName.First(),
    ];

    public override object? Get(FlamTask task) => property.GetValue(task);

    public override void Set(FlamTask task, object? value) => property.SetValue(task, value);
}
