using Flammable.Snapshots;

namespace Flammable;

/// <summary>Which broken metric to search for, and between which snapshots. Exactly one of <see cref="Below"/> and <see cref="Above"/> is given.</summary>
/// <param name="Metric">The metric's name. Its last value counts: of the test where a snapshot has it there, else of the validation, else of the training.</param>
public sealed record RegressionRequest(string Metric)
{
    /// <summary>A commit is bad where the value is below this; NaN is always bad.</summary>
    public double? Below { get; init; }

    /// <summary>A commit is bad where the value is above this; NaN is always bad.</summary>
    public double? Above { get; init; }

    /// <summary>A snapshot that is good; <see langword="null"/> for the newest one before the bad one whose recorded value is good.</summary>
    public Snapshot? Good { get; init; }

    /// <summary>A later snapshot that is bad; <see langword="null"/> for the newest one whose recorded value is bad, else the last one.</summary>
    public Snapshot? Bad { get; init; }

    /// <summary>The full path of a task file or folder, whose experiment is searched; needed where neither snapshot is given.</summary>
    public string? Path { get; init; }
}
