namespace Flammable.Commands;

/// <summary>Where commits are put, as a setting.</summary>
public enum CommitModeSetting
{
    /// <summary>By the default of each folder.</summary>
    Auto,

    /// <summary>On the current branch.</summary>
    Branch,

    /// <summary>Beside all branches, with HEAD and index left as they are.</summary>
    Detached,
}
