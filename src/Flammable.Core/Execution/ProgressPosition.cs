namespace Flammable.Execution;

/// <summary>Where a run stands.</summary>
/// <param name="Done">The steps done, over all epochs.</param>
/// <param name="Total">All steps; <see langword="null"/> where their number is not known.</param>
public readonly record struct ProgressPosition(long Done, long? Total)
{
    /// <summary>The epoch that is on, counted from 1; <see langword="null"/> where there are none.</summary>
    public int? Epoch { get; init; }

    /// <summary>How many epochs there are; <see langword="null"/> where that is not known.</summary>
    public int? Epochs { get; init; }

    /// <summary>The iterations done in the epoch; <see langword="null"/> where there are none.</summary>
    public long? Iteration { get; init; }

    /// <summary>How many iterations the epoch has; <see langword="null"/> where that is not known.</summary>
    public long? Iterations { get; init; }

    /// <summary>The part done, 0 to 1; <see langword="null"/> where it is not known.</summary>
    public double? Fraction => Total is > 0 ? Math.Clamp((double)Done / Total.Value, 0, 1) : null;

    internal bool IsEnd => Total > 0 && Done >= Total;
}
