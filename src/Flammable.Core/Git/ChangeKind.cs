namespace Flammable.Git;

/// <summary>How a file differs from a snapshot's.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Its content differs.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It changed its kind or its mode: file, executable, symbolic link, submodule.</summary>
    TypeChanged,

    /// <summary>It has another path, and most of its content; only said where two snapshots are compared.</summary>
    Renamed,
}
