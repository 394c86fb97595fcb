using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Cli.Printing;

/// <summary>Parts of a snapshot as text.</summary>
internal static class SnapshotText
{
    private const int MetricsInALine = 8;

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

    /// <summary>The last values of the first series but the raw ones, as <c>accuracy 0.97, loss 0.1</c>, after a prefix where there is any.</summary>
    public static string Metrics(string prefix, IReadOnlyDictionary<string, SeriesSummary> series)
    {
        string[] texts = [.. RawSeries.Without(series).Select(entry => $"{OneLine(entry.Key)} {entry.Value}")];
        string more = texts.Length > MetricsInALine ? ", ..." : "";
        return texts.Length == 0 ? "" : $"{prefix}{string.Join(", ", texts.Take(MetricsInALine))}{more}";
    }

    /// <summary>A text on one line: what would end the line, or speak to the terminal, is a space.</summary>
    public static string OneLine(string text) => text.Any(IsSpecial) ? string.Concat(text.Select(c => IsSpecial(c) ? ' ' : c)) : text;

    /// <summary>The message's first line, after the tags, as <c>[paper] first try</c>.</summary>
    public static string Headline(Snapshot snapshot)
    {
        string line = (snapshot.Message ?? "").Split('\n', 2)[0];
        return (snapshot.Tags.Count == 0 ? line : $"[{string.Join(", ", snapshot.Tags)}] {line}").TrimEnd();
    }

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

    private static bool IsSpecial(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
