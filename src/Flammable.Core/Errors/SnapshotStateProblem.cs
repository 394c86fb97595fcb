namespace Flammable.Errors;

/// <summary>Why a snapshot's state rules something out.</summary>
public enum SnapshotStateProblem
{
    /// <summary>It has not been trained to the end: created, failed or interrupted.</summary>
    NotTrained,

    /// <summary>It was tested already.</summary>
    AlreadyTested,

    /// <summary>It was trained to its end, so that there is nothing to resume.</summary>
    AlreadyTrained,

    /// <summary>Its code was amended after its training began, so that its checkpoint is of other code.</summary>
    Amended,

    /// <summary>It is not the last snapshot of its task.</summary>
    NotLast,

    /// <summary>Another run holds it.</summary>
    InUse,

    /// <summary>Its code has no task of the name that it was trained under.</summary>
    TaskMissing,

    /// <summary>Where it is copied to there is a snapshot of that name with another content.</summary>
    DiffersElsewhere,

    /// <summary>The experiment has a snapshot of that name again, so that the removed one cannot come back.</summary>
    PlaceTaken,

    /// <summary>The experiment has no snapshot yet.</summary>
    NoSnapshot,
}
