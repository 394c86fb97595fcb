namespace Flammable.Errors;

/// <summary>The rules of the capture guard.</summary>
public enum CaptureRefusal
{
    /// <summary>A file that looks like a key, a certificate's private part or a <c>.env</c>.</summary>
    Secret,

    /// <summary>A folder that is a Python virtual environment or a package cache.</summary>
    Environment,

    /// <summary>One file over the size limit.</summary>
    FileSize,

    /// <summary>All new files together over the size limit.</summary>
    TotalSize,

    /// <summary>More new files than the limit.</summary>
    FileCount,
}
