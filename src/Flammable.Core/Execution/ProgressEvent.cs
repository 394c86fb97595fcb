using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>How far the run is. <see cref="ProgressText"/> puts it in words.</summary>
/// <param name="Activity">What runs, such as <c>Training IrisTask</c>.</param>
/// <param name="Position">Where it stands.</param>
public sealed record ProgressEvent(string Activity, ProgressPosition Position) : RunEvent
{
    /// <summary>What the task says of it in its own words; empty where it says nothing.</summary>
    public string Status { get; init; } = "";

    /// <summary>The steps a second over the last steps; <see langword="null"/> where it is not known yet.</summary>
    public double? Rate { get; init; }

    /// <summary>The time still needed at this rate; <see langword="null"/> where it is not known.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The latest losses and metrics, four at most.</summary>
    public IReadOnlyList<SeriesValue> Metrics { get; init; } = [];
}
