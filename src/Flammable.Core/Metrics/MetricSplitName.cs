namespace Flammable.Metrics;

/// <summary>The names of the splits in files: <c>train</c>, <c>val</c>, <c>test</c>.</summary>
public static class MetricSplitName
{
    /// <summary>All names, in the order of a run.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<MetricSplit>().Select(Of)];

    /// <summary>The name of a split.</summary>
    /// <param name="split">The split.</param>
    public static string Of(MetricSplit split) => split switch
    {
        MetricSplit.Train => "train",
        MetricSplit.Validation => "val",
        _ => "test",
    };

    /// <summary>The split of a name; <see langword="null"/> where no split has it.</summary>
    /// <param name="name">A name as files and <c>flam</c> have it.</param>
    public static MetricSplit? Parse(string name) => name switch
    {
        "train" => MetricSplit.Train,
        "val" => MetricSplit.Validation,
        "test" => MetricSplit.Test,
        _ => null,
    };
}
