namespace Flammable.Comparing;

/// <summary>How the answers of two snapshots to one input differ.</summary>
/// <param name="Lines">How many lines were compared, a header counted.</param>
/// <param name="Differences">Those that differ, in their order.</param>
public sealed record PredictionComparison(long Lines, IReadOnlyList<PredictionDifference> Differences);
