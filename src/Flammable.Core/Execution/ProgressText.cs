using System.Globalization;
using System.Text.RegularExpressions;
using Flammable.Metrics;

namespace Flammable.Execution;

/// <summary>A run's progress in words: one line, the same in every culture, without control characters.</summary>
public static partial class ProgressText
{
    /// <summary>What runs, such as <c>Training IrisTask</c>.</summary>
    /// <param name="progress">The progress.</param>
    public static string Activity(ProgressEvent progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return OneLine(progress.Activity);
    }

    /// <summary>All but the activity and the time left, such as <c>epoch 12/200, iteration 340/1,200, 1,530 it/s, loss 0.3123</c>.</summary>
    /// <param name="progress">The progress.</param>
    public static string State(ProgressEvent progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Join([Position(progress.Position), Rate(progress), OneLine(progress.Status), .. progress.Metrics.Select(Metric)]);
    }

    /// <summary>The same without iteration and rate, where there is little room, such as <c>epoch 12/200, loss 0.3123</c>.</summary>
    /// <param name="progress">The progress.</param>
    public static string ShortState(ProgressEvent progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return Join([Position(progress.Position with { Iteration = null }), OneLine(progress.Status), .. progress.Metrics.Select(Metric)]);
    }

    /// <summary>A time as <c>hh:mm:ss</c>: whole seconds, rounded up, and as many digits for the hours as they have.</summary>
    /// <param name="time">The time, 0 or more.</param>
    public static string Time(TimeSpan time)
    {
        long seconds = (long)Math.Ceiling(time.TotalSeconds);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>A count, and of how many, such as <c>340/1,200</c>.</summary>
    internal static string Count(long done, long? total) => total is { } all
        ? string.Create(CultureInfo.InvariantCulture, $"{done:N0}/{all:N0}")
        : done.ToString("N0", CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private static string Position(ProgressPosition position) => position.Epoch is not { } epoch
        ? Count(position.Done, position.Total)
        : position.Iteration is not { } iteration
            ? $"epoch {Count(epoch, position.Epochs)}"
            : $"epoch {Count(epoch, position.Epochs)}, iteration {Count(iteration, position.Iterations)}";

    private static string Rate(ProgressEvent progress)
    {
        string step = progress.Position.Iteration is null ? "step" : "it";
        return progress.Rate switch
        {
            null => "",
            >= 1 and double rate => $"{Short(rate)} {(step == "it" ? "it" : "steps")}/s",
            double rate => $"{Short(1 / rate)} s/{step}",
        };
    }

    private static string Short(double number) =>
        number.ToString(number >= 100 ? "N0" : number >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture);

    private static string Metric(SeriesValue metric)
    {
        string part = metric.Split switch
        {
            MetricSplit.Validation => "val ",
            MetricSplit.Test => "test ",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{part}{OneLine(metric.Series)} {metric.Value:G4}");
    }

    // Colours of a task's text go, whole; any other control character would break the line or move the cursor.
    private static string OneLine(string text) => Control().Replace(text, match => match.Length > 1 ? "" : " ");

    [GeneratedRegex(@"\e\[[0-?]*[ -/]*[@-~]|[\p{Cc}\u2028\u2029]")]
    private static partial Regex Control();
}
