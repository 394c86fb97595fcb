using System.Text.Json.Nodes;

namespace Flammable.Snapshots;

/// <summary>What a run files in a snapshot beside the journal.</summary>
/// <param name="Train">The summaries of the training's series.</param>
/// <param name="Validation">The summaries of the validation's series.</param>
/// <param name="Test">The summaries of the test's series.</param>
/// <param name="ModelFiles">The names of the model files in the order of their saving.</param>
/// <param name="Custom">Whatever the task filed beside its metrics.</param>
internal sealed record SnapshotContent(
    IReadOnlyDictionary<string, SeriesSummary> Train,
    IReadOnlyDictionary<string, SeriesSummary> Validation,
    IReadOnlyDictionary<string, SeriesSummary> Test,
    IReadOnlyList<string> ModelFiles,
    JsonObject Custom)
{
    /// <summary>What each model file was when it was saved, by name; nothing of those that an earlier version saved.</summary>
    public IReadOnlyDictionary<string, DataFile> ModelHashes { get; init; } = Snapshot.EmptyData;

    public static SnapshotContent Empty => new(Snapshot.EmptySeries, Snapshot.EmptySeries, Snapshot.EmptySeries, [], []);

    public static SnapshotContent Of(Snapshot snapshot) =>
        new(snapshot.Train, snapshot.Validation, snapshot.Test, snapshot.ModelFiles, snapshot.Custom) { ModelHashes = snapshot.ModelHashes };

    /// <summary>A snapshot with this content in place of its own: of the series, those that it lists.</summary>
    public Snapshot PutInto(Snapshot snapshot) => snapshot with
    {
        Train = LeftOutSeries.Listed(Train),
        Validation = LeftOutSeries.Listed(Validation),
        Test = LeftOutSeries.Listed(Test),
        LeftOut = LeftOutSeries.Of(this),
        ModelFiles = ModelFiles,
        ModelHashes = ModelHashes,
        Custom = Custom,
    };
}
