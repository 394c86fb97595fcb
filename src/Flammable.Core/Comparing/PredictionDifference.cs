namespace Flammable.Comparing;

/// <summary>One sample that two snapshots answer differently.</summary>
public sealed record PredictionDifference
{
    /// <summary>The full path of the input.</summary>
    public required string Input { get; init; }

    /// <summary>The line of the predictions, from 1, a header counted.</summary>
    public required long Line { get; init; }

    /// <summary>The sample's line in the input; <see langword="null"/> where the input has not a line for each prediction.</summary>
    public string? Sample { get; init; }

    /// <summary>The line that the reference wrote; where both begin with the sample, what follows it.</summary>
    public required string Reference { get; init; }

    /// <summary>The line that the other snapshot wrote; where both begin with the sample, what follows it.</summary>
    public required string Difference { get; init; }

    /// <summary>The reference, as <c>experiment/name</c>.</summary>
    public required string ReferenceSnapshot { get; init; }

    /// <summary>The other snapshot, as <c>experiment/name</c>.</summary>
    public required string DifferenceSnapshot { get; init; }
}
