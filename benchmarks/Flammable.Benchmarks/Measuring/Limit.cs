namespace Flammable.Benchmarks.Measuring;

/// <summary>What is asked of a figure.</summary>
/// <param name="Text">The limit as the table shows it.</param>
/// <param name="IsKept">Whether our figure and theirs keep it.</param>
internal sealed record Limit(string Text, Func<double, double, bool> IsKept)
{
    /// <summary>At most so many times theirs.</summary>
    public static Limit Ratio(double most) => new($"{most:0.0#} x", (ours, theirs) => ours <= most * theirs);

    /// <summary>At most so many milliseconds.</summary>
    public static Limit Time(double most) => new($"{most:0} ms", (ours, _) => ours <= most);

    /// <summary>At most so much more than theirs.</summary>
    public static Limit Over(double most, string unit = "ms") => new($"+{most:0.##} {unit}", (ours, theirs) => ours - theirs <= most);
}
