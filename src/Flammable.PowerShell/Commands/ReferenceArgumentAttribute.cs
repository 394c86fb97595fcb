using System.Collections;
using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>Turns what a user gives to mean things into references to them; what means none is left to the parameter binder.</summary>
/// <typeparam name="T">The type of the references.</typeparam>
public abstract class ReferenceArgumentAttribute<T> : ArgumentTransformationAttribute
    where T : class
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject { BaseObject: IList list } ? list : inputData;
        return value is IList values
            ? Convert(values) ?? inputData
            : From(value) ?? inputData;
    }

    /// <summary>Reads one reference.</summary>
    /// <param name="value">What the user gave.</param>
    /// <returns>The reference, or <see langword="null"/> where the value is none.</returns>
    protected abstract T? From(object? value);

    private T[]? Convert(IList values)
    {
        T[] references = [.. values.Cast<object?>().Select(From).OfType<T>()];
        return references.Length == values.Count ? references : null;
    }
}
