namespace Flammable.Execution;

/// <summary>How far the run is.</summary>
/// <param name="Activity">What runs, such as <c>Training IrisTask</c>.</param>
/// <param name="Status">Where it stands, such as <c>epoch 12 of 200, loss 0.31</c>.</param>
/// <param name="Fraction">The part done, 0 to 1; <see langword="null"/> where it is not known.</param>
/// <param name="TimeLeft">The time still needed at the present rate; <see langword="null"/> where it is not known.</param>
public sealed record ProgressEvent(string Activity, string Status, double? Fraction, TimeSpan? TimeLeft) : RunEvent;
