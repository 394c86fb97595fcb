namespace Flammable.Errors;

/// <summary>A file holds no samples that could be sent to a server.</summary>
/// <param name="message">One sentence: the file, its state.</param>
/// <param name="path">The full path of the file; <see langword="null"/> for a stream.</param>
/// <param name="innerException">What its reader said, if it did.</param>
public sealed class SampleFileException(string message, string? path, Exception? innerException = null)
    : FlammableException(message, innerException)
{
    /// <summary>The full path of the file; <see langword="null"/> for a stream.</summary>
    public string? Path { get; } = path;
}
