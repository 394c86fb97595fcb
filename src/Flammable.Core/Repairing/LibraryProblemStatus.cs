namespace Flammable.Repairing;

/// <summary>Where a problem stands.</summary>
public enum LibraryProblemStatus
{
    /// <summary>It harms nothing; it is only told.</summary>
    Harmless,

    /// <summary>It can be repaired.</summary>
    Repairable,

    /// <summary>It was repaired.</summary>
    Repaired,

    /// <summary>Something is lost, and nothing here can bring it back.</summary>
    Damaged,
}
