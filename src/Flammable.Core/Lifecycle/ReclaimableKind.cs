namespace Flammable.Lifecycle;

/// <summary>The kinds of things that clearing a library frees.</summary>
public enum ReclaimableKind
{
    /// <summary>Removed snapshots and experiments.</summary>
    Removal,

    /// <summary>Refs, in the experiments' repositories, of snapshots that are gone.</summary>
    Reference,

    /// <summary>Loose objects, in the experiments' repositories, that no snapshot needs.</summary>
    Object,

    /// <summary>What the cache holds and can be made again.</summary>
    Cache,

    /// <summary>Files and folders that killed processes left behind.</summary>
    Leftover,
}
