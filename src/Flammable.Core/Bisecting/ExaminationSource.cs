namespace Flammable.Bisecting;

/// <summary>Where the value of a commit comes from.</summary>
public enum ExaminationSource
{
    /// <summary>A snapshot of the library has it.</summary>
    Recorded,

    /// <summary>The commit's code was run for it, in this search or in one before it.</summary>
    Trained,

    /// <summary>There is none: the code does not compile, its run failed, or it does not tell the metric.</summary>
    Skipped,
}
