using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>
/// How many series have no summary in <c>snapshot.json</c>: those of each part of the run after its first <see cref="Most"/>. Their
/// values are in the journal as all others are.
/// </summary>
/// <param name="Train">Of the training.</param>
/// <param name="Validation">Of the validation.</param>
/// <param name="Test">Of the test.</param>
internal sealed record LeftOutSeries(int Train, int Validation, int Test)
{
    /// <summary>
    /// How many series of each part have a summary. A task that makes a name for each sample would else make a listing as slow as
    /// reading all values.
    /// </summary>
    private const int Most = 10_000;

    public static LeftOutSeries None { get; } = new(0, 0, 0);

    public int Sum => Train + Validation + Test;

    public static LeftOutSeries Of(SnapshotContent content) =>
        new(Excess(content.Train), Excess(content.Validation), Excess(content.Test));

    /// <summary>Those of a part's series that have a summary.</summary>
    public static IReadOnlyDictionary<string, SeriesSummary> Listed(IReadOnlyDictionary<string, SeriesSummary> series) =>
        series.Count <= Most ? series : new Dictionary<string, SeriesSummary>(series.Take(Most));

    public static LeftOutSeries Read(JsonNode? node) => node is JsonObject json
        ? new LeftOutSeries(Number(json["train"]), Number(json["val"]), Number(json["test"]))
        : None;

    public JsonObject? ToJson() => Sum == 0 ? null : new JsonObject { ["train"] = Train, ["val"] = Validation, ["test"] = Test };

    private static int Excess(IReadOnlyDictionary<string, SeriesSummary> series) => Math.Max(0, series.Count - Most);

    private static int Number(JsonNode? node) => node?.GetValue<int>() ?? 0;
}
