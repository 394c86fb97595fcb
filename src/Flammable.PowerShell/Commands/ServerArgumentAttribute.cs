namespace Flammable.Commands;

/// <summary>Turns what a user gives to mean servers into references.</summary>
public sealed class ServerArgumentAttribute : ReferenceArgumentAttribute<ServerReference>
{
    /// <inheritdoc/>
    protected override ServerReference? From(object? value) => ServerReference.From(value);
}
