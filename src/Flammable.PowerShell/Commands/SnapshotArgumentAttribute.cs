namespace Flammable.Commands;

/// <summary>Turns what a user gives to mean snapshots into references.</summary>
public sealed class SnapshotArgumentAttribute : ReferenceArgumentAttribute<SnapshotReference>
{
    /// <inheritdoc/>
    protected override SnapshotReference? From(object? value) => SnapshotReference.From(value);
}
