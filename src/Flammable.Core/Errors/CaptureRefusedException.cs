namespace Flammable.Errors;

/// <summary>The capture guard refused files before anything was written.</summary>
public sealed class CaptureRefusedException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One sentence: how many files, and why.</param>
    /// <param name="reason">The first rule that refused.</param>
    /// <param name="files">The refused files and folders, relative to the experiment's folder.</param>
    /// <param name="ignoreLines">The lines that would settle it in the experiment's <c>.gitignore</c>.</param>
    public CaptureRefusedException(
        string message, CaptureRefusal reason, IReadOnlyList<string> files, IReadOnlyList<string> ignoreLines)
        : base(message)
    {
        Reason = reason;
        Files = files.ToArray();
        IgnoreLines = ignoreLines.ToArray();
    }

    /// <summary>The first rule that refused.</summary>
    public CaptureRefusal Reason { get; }

    /// <summary>The refused files and folders, relative to the experiment's folder.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The lines that would settle it in the experiment's <c>.gitignore</c>.</summary>
    public IReadOnlyList<string> IgnoreLines { get; }
}
