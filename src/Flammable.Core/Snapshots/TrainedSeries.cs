using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>
/// The series as the training left them, kept beside those of the snapshot where a test has added to them: the next test begins
/// with these again.
/// </summary>
/// <param name="Train">A summary of each series of the training, by name.</param>
/// <param name="Validation">A summary of each series of the validation, by name.</param>
internal sealed record TrainedSeries(
    IReadOnlyDictionary<string, SeriesSummary> Train, IReadOnlyDictionary<string, SeriesSummary> Validation)
{
    public static TrainedSeries? Read(JsonNode? node) =>
        node is JsonObject json ? new TrainedSeries(SeriesJson.Read(json["train_data"]), SeriesJson.Read(json["val_data"])) : null;

    public JsonObject ToJson() => new()
    {
        ["train_data"] = SeriesJson.Write(Train),
        ["val_data"] = SeriesJson.Write(Validation),
    };
}
