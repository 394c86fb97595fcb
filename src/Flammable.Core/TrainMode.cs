namespace Flammable;

/// <summary>What training does where the code is unchanged since the last snapshot.</summary>
public enum TrainMode
{
    /// <summary>Nothing.</summary>
    WhenChanged,

    /// <summary>It makes a new snapshot of the same commit.</summary>
    Force,

    /// <summary>It resets the last snapshot and trains it again.</summary>
    Retrain,

    /// <summary>It goes on with the last snapshot, interrupted or failed, from its last checkpoint, with the snapshot's own code.</summary>
    Resume,
}
