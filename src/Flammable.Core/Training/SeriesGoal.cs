namespace Flammable.Training;

/// <summary>Which values of a series are better.</summary>
public enum SeriesGoal
{
    /// <summary>The lower, as with a loss.</summary>
    Minimize,

    /// <summary>The higher, as with an accuracy.</summary>
    Maximize,
}
