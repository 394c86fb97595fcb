using System.Collections;
using System.Management.Automation;

namespace Flammable.Commands;

/// <summary>Turns what a user gives to mean snapshots into references; what means none is left to the parameter binder.</summary>
public sealed class SnapshotArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject { BaseObject: IList list } ? list : inputData;
        return value is IList values
            ? Convert(values) ?? inputData
            : SnapshotReference.From(value) ?? inputData;
    }

    private static SnapshotReference[]? Convert(IList values)
    {
        SnapshotReference[] references = [.. values.Cast<object?>().Select(SnapshotReference.From).OfType<SnapshotReference>()];
        return references.Length == values.Count ? references : null;
    }
}
