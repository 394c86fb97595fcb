using System.Globalization;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Formatting;

/// <summary>What the views show of a snapshot beyond its properties. The texts are the same in every culture.</summary>
public static class SnapshotText
{
    private const int MetricsInATable = 3;
    private const int MetricsInAList = 20;

    /// <summary>The state, with whether the snapshot was tested.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string State(Snapshot snapshot) =>
        snapshot.TestedAt is null ? snapshot.State.ToString() : $"{snapshot.State}, tested";

    /// <summary>The first metrics of the test, as <c>accuracy 0.97</c>; empty where the snapshot was never tested.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string TestResult(Snapshot snapshot) => snapshot switch
    {
        { Test.Count: > 0 } => Join(RawSeries.Without(snapshot.Test).Take(MetricsInATable)),
        { TestedAt: not null } => "tested",
        _ => "",
    };

    /// <summary>The last values of the first series, but the raw ones.</summary>
    /// <param name="series">The series by name.</param>
    public static string Metrics(IReadOnlyDictionary<string, SeriesSummary> series)
    {
        KeyValuePair<string, SeriesSummary>[] all = [.. RawSeries.Without(series)];
        string more = all.Length > MetricsInAList ? ", ..." : "";
        return Join(all.Take(MetricsInAList)) + more;
    }

    /// <summary>The message, after the tags, as <c>[paper] first try</c>.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string Message(Snapshot snapshot) =>
        snapshot.Tags.Count == 0 ? snapshot.Message ?? "" : $"[{string.Join(", ", snapshot.Tags)}] {snapshot.Message}".TrimEnd();

    /// <summary>The hyperparameters, as <c>LearningRate 0.1</c>.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string Parameters(Snapshot snapshot) => Join(snapshot.Parameters);

    /// <summary>The data files, as <c>iris.csv 2aa1f3c… (2.7 KB)</c>.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string Data(Snapshot snapshot) => Join(snapshot.Data);

    /// <summary>A time as a list shows it: local, to the second.</summary>
    /// <param name="time">The time.</param>
    public static string Time(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time as a narrow table shows it: local, to the minute.</summary>
    /// <param name="time">The time.</param>
    public static string ShortTime(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A duration: hours, minutes and seconds, tenths where it is under a minute.</summary>
    /// <param name="duration">The duration.</param>
    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "",
        { TotalMinutes: < 1 } span => span.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture),
        { TotalDays: < 1 } span => span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture),
        { } span => span.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
    };

    private static string Join<T>(IEnumerable<KeyValuePair<string, T>> values) =>
        string.Join(", ", values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
}
