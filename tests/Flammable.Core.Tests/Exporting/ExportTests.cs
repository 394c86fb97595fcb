using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Exporting;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Exporting;

public sealed class ExportTests : IDisposable
{
    private const string First = "20261122-120000-aaaaa";
    private const string Second = "20261122-130000-bbbbb";

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, 123, TimeSpan.Zero);

    private static readonly SeriesPoint[] Points =
    [
        new(MetricSplit.Train, "loss", 0.1 + 0.2, 0, 1, Noon),
        new(MetricSplit.Train, "loss", double.NaN, 1, 2, Noon),
        new(MetricSplit.Validation, "größe, \"x\"", double.NegativeInfinity, 0, null, Noon),
        new(MetricSplit.Test, "accuracy", -1e300, 0, null, Noon),
    ];

    private readonly StoredLibrary _stored = new();
    private readonly TemporaryFolder _folder = new();

    public ExportTests()
    {
        Add(First, Points);
        Add(Second, Points[..1]);
    }

    public void Dispose()
    {
        _stored.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Csv_has_a_row_for_each_point()
    {
        string[] rows = Export("points.csv", ExportFormat.Csv).TrimEnd('\n').Split('\n');

        Assert.Equal("experiment,snapshot,split,series,step,epoch,value,time", rows[0]);
        Assert.Equal(
            [
                "lab,aaaaa,train,loss,0,1,0.30000000000000004,2026-11-22T12:00:00.1230000Z",
                "lab,aaaaa,train,loss,1,2,NaN,2026-11-22T12:00:00.1230000Z",
                "lab,aaaaa,val,\"größe, \"\"x\"\"\",0,,-Infinity,2026-11-22T12:00:00.1230000Z",
                "lab,aaaaa,test,accuracy,0,,-1E+300,2026-11-22T12:00:00.1230000Z",
                "lab,bbbbb,train,loss,0,1,0.30000000000000004,2026-11-22T12:00:00.1230000Z",
            ],
            rows[1..]);
    }

    [Fact]
    public void Json_has_the_metadata_and_the_points_of_each_snapshot()
    {
        JsonArray snapshots = JsonNode.Parse(Export("points.json", ExportFormat.Json))!.AsArray();

        Assert.Equal([First, Second], snapshots.Select(snapshot => snapshot!["name"]!.GetValue<string>()));
        Assert.Equal(Points, snapshots[0]!["series"]!.AsArray().Select(Point));
        JsonObject metadata = snapshots[0]!.DeepClone().AsObject();
        metadata.Remove("series");
        Assert.Equal(SnapshotJson.ToJson(_stored.Library.GetSnapshot(First)).ToJsonString(), metadata.ToJsonString());
    }

    [Fact]
    public void Json_lines_have_a_line_for_each_point()
    {
        JsonNode[] lines = [.. Export("points.jsonl", ExportFormat.JsonLines).TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!)];

        Assert.Equal([.. Points, Points[0]], lines.Select(Point));
        Assert.Equal(["aaaaa", "aaaaa", "aaaaa", "aaaaa", "bbbbb"], lines.Select(line => line["snapshot"]!.GetValue<string>()));
    }

    [Fact]
    public void File_that_exists_is_replaced_only_when_asked()
    {
        string path = _folder.Write("points.csv", "mine");

        Assert.Contains(path, Assert.Throws<IOException>(() => Export("points.csv", ExportFormat.Csv)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.StartsWith("experiment,", Export("points.csv", ExportFormat.Csv, overwrite: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    [InlineData(ExportFormat.JsonLines)]
    public void Export_that_fails_leaves_nothing(ExportFormat format)
    {
        File.AppendAllText(Path.Combine(_stored.Library.GetSnapshot(Second).Path, "metrics.jsonl"), "damaged\n");

        Assert.Throws<Flammable.Errors.SnapshotStoreException>(() => Export("points.out", format));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Export_that_is_cancelled_leaves_nothing()
    {
        Assert.Throws<OperationCanceledException>(() => _stored.Library.Export(
            _stored.Library.GetSnapshots(), _folder.At("points.csv"), ExportFormat.Csv, cancellation: new CancellationToken(canceled: true)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("a.CSV", ExportFormat.Csv)]
    [InlineData("/x.y/a.json", ExportFormat.Json)]
    [InlineData("a.jsonl", ExportFormat.JsonLines)]
    [InlineData("a.ndjson", ExportFormat.JsonLines)]
    [InlineData("a.txt", null)]
    [InlineData("csv", null)]
    public void Format_is_what_the_extension_says(string path, ExportFormat? format) => Assert.Equal(format, ExportFormats.Of(path));

    private string Export(string name, ExportFormat format, bool overwrite = false)
    {
        Snapshot[] snapshots = [_stored.Library.GetSnapshot(First), _stored.Library.GetSnapshot(Second)];
        _stored.Library.Export(snapshots, _folder.At(name), format, overwrite, TestContext.Current.CancellationToken);
        return File.ReadAllText(_folder.At(name));
    }

    private void Add(string name, SeriesPoint[] points)
    {
        _stored.Add("lab", name);
        using MetricJournal journal = MetricJournal.Open(Path.Combine(_stored.Library.GetSnapshot(name).Path, "metrics.jsonl"));
        foreach (SeriesPoint point in points)
        {
            journal.Append(point);
        }
    }

    private static SeriesPoint Point(JsonNode? json) => new(
        MetricSplitName.Parse(json!["split"]!.GetValue<string>())!.Value,
        json["series"]!.GetValue<string>(),
        JsonNumber.Read(json["value"])!.Value,
        json["step"]!.GetValue<long>(),
        json["epoch"]?.GetValue<int>(),
        DateTimeOffset.Parse(json["time"]!.GetValue<string>(), CultureInfo.InvariantCulture));
}
