using System.Globalization;
using Flammable.Comparing;
using Flammable.Metrics;

namespace Flammable.Formatting;

/// <summary>What the views show of differences. The texts are the same in every culture.</summary>
public static class DifferenceText
{
    private const string None = "-";
    private const string Reset = "\e[0m";

    /// <summary>The two snapshots, as the heading of what they differ in.</summary>
    /// <param name="difference">A difference.</param>
    public static string Pair(SnapshotDifference difference) => $"{difference.ReferenceSnapshot} -> {difference.Snapshot}";

    /// <summary>What differs: Parameter, Metric, Environment or Code.</summary>
    /// <param name="difference">A difference.</param>
    public static string Kind(SnapshotDifference difference) =>
        difference.GetType().Name[..^nameof(Difference).Length];

    /// <summary>The name of what differs: a metric's with the part of the run, a file's path.</summary>
    /// <param name="difference">A difference.</param>
    public static string Name(SnapshotDifference difference) => difference switch
    {
        ParameterDifference parameter => parameter.Name,
        MetricDifference metric => $"{MetricSplitName.Of(metric.Split)} {metric.Name}",
        EnvironmentDifference environment => environment.Name,
        CodeDifference code => code.Path,
        _ => "",
    };

    /// <summary>What it is in the snapshot that is compared with; a dash where that has none.</summary>
    /// <param name="difference">A difference.</param>
    public static string Reference(SnapshotDifference difference) => difference switch
    {
        ParameterDifference parameter => Value(parameter.Reference),
        MetricDifference metric => Value(metric.Reference),
        EnvironmentDifference environment => Value(environment.Reference),
        CodeDifference code when code.OldPath != code.Path => code.OldPath,
        _ => "",
    };

    /// <summary>What it is in the snapshot that is compared; a dash where that has none.</summary>
    /// <param name="difference">A difference.</param>
    public static string Difference(SnapshotDifference difference) => difference switch
    {
        ParameterDifference parameter => Value(parameter.Difference),
        MetricDifference metric => Value(metric.Difference),
        EnvironmentDifference environment => Value(environment.Difference),
        CodeDifference code => code.IsBinary ? $"{code.Kind}, binary" : code.Kind.ToString(),
        _ => "",
    };

    /// <summary>By how much it differs: a metric's delta, the lines that are new and gone; empty where that cannot be said.</summary>
    /// <param name="difference">A difference.</param>
    public static string Delta(SnapshotDifference difference) => difference switch
    {
        MetricDifference { Delta: { } delta } metric => (delta > 0 ? "+" : "") + delta.ToString("G4", CultureInfo.InvariantCulture) + Percent(metric.RelativeDelta),
        CodeDifference { IsBinary: false } code => string.Create(CultureInfo.InvariantCulture, $"+{code.Added} -{code.Removed}"),
        _ => "",
    };

    /// <summary>A patch's lines with git's colours, which PowerShell takes out where they are not wanted.</summary>
    /// <param name="code">A file of code that differs.</param>
    public static string[] PatchLines(CodeDifference code) =>
    [
        .. PatchLine.Of(code.Patch).Select(line => line.Kind switch
        {
            PatchLineKind.Header => $"\e[1m{line.Text}{Reset}",
            PatchLineKind.Place => $"\e[36m{line.Text}{Reset}",
            PatchLineKind.Added => $"\e[32m{line.Text}{Reset}",
            PatchLineKind.Removed => $"\e[31m{line.Text}{Reset}",
            _ => line.Text,
        }),
    ];

    private static string Value(object? value) => value switch
    {
        null => None,
        bool truth => truth ? "true" : "false",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? None,
    };

    private static string Percent(double? part) =>
        part is { } known && double.IsFinite(known) ? known.ToString(" (+0.0 %); (-0.0 %); (0 %)", CultureInfo.InvariantCulture) : "";
}
