namespace Flammable.Comparing;

/// <summary>What a line of a patch is.</summary>
public enum PatchLineKind
{
    /// <summary>It names files, modes and hashes.</summary>
    Header,

    /// <summary>It tells the place of the lines after it.</summary>
    Place,

    /// <summary>It is the same in both.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,
}
