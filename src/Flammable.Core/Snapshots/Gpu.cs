namespace Flammable.Snapshots;

/// <summary>A graphics processor.</summary>
/// <param name="Name">Its name, as its driver tells it.</param>
/// <param name="MemoryBytes">Its memory, in bytes; <see langword="null"/> where the driver does not tell.</param>
/// <param name="Driver">The driver's version.</param>
public sealed record Gpu(string Name, long? MemoryBytes, string? Driver)
{
    /// <summary>The processor as <c>name 80 GB</c>.</summary>
    public override string ToString() => MemoryBytes is { } memory ? $"{Name} {ByteSize.Text(memory)}" : Name;
}
