namespace Flammable.Errors;

/// <summary>The code differs from the last snapshot's, so that it is open which version is meant.</summary>
public sealed class CodeChangedException : FlammableException
{
    /// <summary>Creates the error.</summary>
    /// <param name="snapshotName">The last snapshot's name.</param>
    /// <param name="files">The changed files, relative to the experiment's folder.</param>
    public CodeChangedException(string snapshotName, IReadOnlyList<string> files)
        : base($"The code has changed since snapshot '{snapshotName}': {QuotedNames.Of(files)}.")
    {
        SnapshotName = snapshotName;
        Files = files.ToArray();
    }

    /// <summary>The last snapshot's name.</summary>
    public string SnapshotName { get; }

    /// <summary>The changed files, relative to the experiment's folder.</summary>
    public IReadOnlyList<string> Files { get; }
}
