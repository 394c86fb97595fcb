namespace Flammable.Benchmarks.Measuring;

/// <summary>One row of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">Our median; <see langword="null"/> where it was not measured.</param>
/// <param name="Rival">What it is compared with, or why it was not measured.</param>
/// <param name="Theirs">The median of what it is compared with; <see langword="null"/> where there is none.</param>
/// <param name="Limit">What is asked of it.</param>
internal sealed record Figure(string What, double? Ours, string Rival, double? Theirs, Limit Limit)
{
    /// <summary>What both are counted in.</summary>
    public string Unit { get; init; } = "ms";

    /// <summary>How both are written.</summary>
    public string Format { get; init; } = "0.0";

    /// <summary>A row that only has a limit.</summary>
    public static Figure Alone(string what, double ours, Limit limit) => new(what, ours, "", null, limit);

    /// <summary>A row that could not be measured on this machine.</summary>
    public static Figure Skipped(string what, string why, Limit limit) => new(what, null, $"skipped: {why}", null, limit);

    /// <summary>Whether the limit is kept; <see langword="null"/> where nothing was measured.</summary>
    public bool? IsKept => Ours is { } ours ? Limit.IsKept(ours, Theirs ?? 0) : null;
}
