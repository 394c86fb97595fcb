using Flammable.Metrics;

namespace Flammable.Bisecting;

/// <summary>Which commit broke a metric.</summary>
public sealed record Regression
{
    /// <summary>The experiment's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>The part of the run that the values are of.</summary>
    public required MetricSplit Split { get; init; }

    /// <summary>Values below this are bad; <see langword="null"/> where those above a limit are.</summary>
    public double? Below { get; init; }

    /// <summary>Values above this are bad; <see langword="null"/> where those below a limit are.</summary>
    public double? Above { get; init; }

    /// <summary>The first bad commit; <see langword="null"/> where skipped commits leave several: see <see cref="Suspects"/>.</summary>
    public ExaminedCommit? FirstBad => Suspects is [var only] ? only : null;

    /// <summary>The last commit before it that is good.</summary>
    public required ExaminedCommit LastGood { get; init; }

    /// <summary>The commits one of which is the first bad one, the oldest first; one where it is known.</summary>
    // An array: of what the compiler makes for an interface, PowerShell cannot take an element.
    public required IReadOnlyList<ExaminedCommit> Suspects { get; init => field = value.ToArray(); }

    /// <summary>The commits that were examined, in that order: the bad one and the good one of the beginning come first.</summary>
    public required IReadOnlyList<ExaminedCommit> Steps { get; init => field = value.ToArray(); }

    /// <summary>The answer in one line.</summary>
    public override string ToString() => FirstBad is { } first
        ? $"{first} is the first bad commit."
        : $"The first bad commit is one of {Suspects.Count}.";
}
