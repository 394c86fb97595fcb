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
}
