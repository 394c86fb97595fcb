namespace Flammable.Git;

/// <summary>How a file differs from the last snapshot's.</summary>
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
}
