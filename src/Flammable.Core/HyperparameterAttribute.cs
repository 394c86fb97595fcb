namespace Flammable;

/// <summary>Marks a property of a task as a hyperparameter: its value is recorded in every snapshot.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HyperparameterAttribute : Attribute;
