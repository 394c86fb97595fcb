using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>Parts of a snapshot as text.</summary>
internal static class SnapshotText
{
    public static string Time(DateTimeOffset time) =>
        time.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string State(Snapshot snapshot)
    {
        string state = snapshot.State.ToString().ToLowerInvariant();
        return snapshot.TestedAt is null ? state : $"{state}, tested";
    }

    public static string Duration(TimeSpan duration) => duration.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)duration.TotalHours:00}:{duration:mm\\:ss}");

    /// <summary>The last value of each series but the raw ones, as <c>accuracy 0.97, loss 0.1</c>, after a prefix where there is any.</summary>
    public static string Metrics(string prefix, IReadOnlyDictionary<string, SeriesSummary> series) =>
        series.Count == 0 ? "" : prefix + string.Join(", ", RawSeries.Without(series).Select(entry => $"{entry.Key} {entry.Value}"));

    /// <summary>The message's first line.</summary>
    public static string Headline(string? message) => (message ?? "").Split('\n', 2)[0].TrimEnd();

    /// <summary>A hyperparameter's value: texts bare, all else as JSON writes it.</summary>
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => text,
        JsonValue json when json.GetValueKind() == JsonValueKind.String => json.GetValue<string>(),
        JsonNode json => json.ToJsonString(),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
