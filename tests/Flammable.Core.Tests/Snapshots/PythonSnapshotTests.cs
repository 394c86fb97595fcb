using System.Text.Json.Nodes;
using Flammable.Snapshots;

namespace Flammable.Tests.Snapshots;

/// <summary>Snapshots that the Python original wrote.</summary>
public sealed class PythonSnapshotTests : IDisposable
{
    private const string Original =
        """
        {
            "uid": "abcde",
            "commit_sha": "0123456789abcdef0123456789abcdef01234567",
            "timestamp": "20190926-123819",
            "filename": "task.py",
            "comment": "NaN in the comment: \"NaN\", Infinity",
            "train_data": {"loss": [2.0, NaN, 0.5, -Infinity], "labels": ["cat", "dog"], "empty": [], "NaN": [1]},
            "test_data": {"accuracy": 0.75, "confusion": [[1, 2], [3, 4]]},
            "param_files": ["weights.0", "weights.1"],
            "custom_data": {"best": NaN, "list": [Infinity]}
        }
        """;

    private readonly SnapshotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Snapshot_opens_with_summaries_of_its_values()
    {
        Snapshot snapshot = _fixture.Store.Read(_fixture.Write(Original));

        Assert.Equal("abcde", snapshot.Id);
        Assert.Equal(new DateTime(2019, 9, 26, 12, 38, 19), snapshot.Timestamp.LocalDateTime);
        Assert.Equal("task.py", snapshot.TaskPath);
        Assert.Equal("NaN in the comment: \"NaN\", Infinity", snapshot.Message);
        Assert.Equal(SnapshotState.Trained, snapshot.State);
        Assert.True(snapshot.IsTested);
        Assert.Equal(
            new SeriesSummary(double.NegativeInfinity, double.NegativeInfinity, 2, double.NegativeInfinity, 4) { NanCount = 1 }, snapshot.Train["loss"]);
        Assert.Equal(0.75, snapshot.Test["accuracy"].Last);
        Assert.Equal(["weights.0", "weights.1"], snapshot.ModelFiles);
        Assert.Null(snapshot.Version);
        Assert.Equal("NaN", snapshot.Custom["best"]!.GetValue<string>());
    }

    [Fact]
    public void Snapshot_without_results_is_only_created()
    {
        Snapshot snapshot = _fixture.Store.Read(_fixture.Write(
            """{"uid": "abcde", "commit_sha": "ab", "timestamp": "20190926-123819", "train_data": {}, "test_data": {}, "param_files": [], "custom_data": {}}"""));

        Assert.Equal(SnapshotState.Created, snapshot.State);
    }

    [Fact]
    public void Rewrite_keeps_the_values_and_what_is_no_number()
    {
        SnapshotKey key = _fixture.Write(Original);

        _fixture.Store.Save(_fixture.Store.Read(key) with { Message = "rewritten" });

        JsonNode json = JsonNode.Parse(SnapshotFixture.Json(key.Path))!;
        Assert.Equal("""[2.0,"NaN",0.5,"-Infinity"]""", json["train_data"]!["loss"]!.ToJsonString());
        Assert.Equal("""["cat","dog"]""", json["train_data"]!["labels"]!.ToJsonString());
        Assert.Equal("[]", json["train_data"]!["empty"]!.ToJsonString());
        Assert.Equal("0.75", json["test_data"]!["accuracy"]!.ToJsonString());
        Assert.Equal("[[1,2],[3,4]]", json["test_data"]!["confusion"]!.ToJsonString());
        Assert.Equal("""["weights.0","weights.1"]""", json["param_files"]!.ToJsonString());
    }

    [Fact]
    public void Rewrite_reads_as_the_same_snapshot()
    {
        SnapshotKey key = _fixture.Write(Original);
        Snapshot before = _fixture.Store.Read(key);

        _fixture.Store.Save(before);

        Assert.Equal(SnapshotJson.ToJson(before).ToJsonString(), SnapshotJson.ToJson(_fixture.Store.Read(key)).ToJsonString());
    }

    [Fact]
    public void Series_that_gets_new_results_loses_the_old_values()
    {
        SnapshotKey key = _fixture.Write(Original);

        _fixture.Store.Save(_fixture.Store.Read(key) with { Test = new Dictionary<string, SeriesSummary> { ["accuracy"] = SeriesSummary.Of(0.5) } });

        Assert.Equal(0.5, _fixture.Store.Read(key).Test["accuracy"].Last);
    }

    [Fact]
    public void Reset_takes_the_values_out()
    {
        SnapshotKey key = _fixture.Write(Original);

        _fixture.Store.Reset(_fixture.Store.Read(key));

        Assert.Equal("{}", JsonNode.Parse(SnapshotFixture.Json(key.Path))!["train_data"]!.ToJsonString());
        Assert.Equal("{}", JsonNode.Parse(SnapshotFixture.Json(key.Path))!["test_data"]!.ToJsonString());
        Assert.Empty(_fixture.Store.Read(key).ModelFiles);
    }
}
