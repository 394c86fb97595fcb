using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Processes;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>What the lines of a program's report do.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordedEvents _events = new();
    private readonly List<SeriesPoint> _points = [];
    private readonly TaskSnapshot _snapshot;
    private readonly RunLog _log;

    public ReportTests()
    {
        _snapshot = new TaskSnapshot(_points.Add, new StoredModelFiles(_folder.Path, []), SnapshotContent.Empty);
        _log = new RunLog(null, _events);
    }

    private string ReportPath => _folder.At("report.jsonl");

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{"metric":"loss","value":0.5}""", TaskVerb.Train, MetricSplit.Train, null)]
    [InlineData("""{"metric":"loss","value":0.5}""", TaskVerb.Test, MetricSplit.Test, null)]
    [InlineData("""{"metric":"loss","value":0.5,"epoch":3,"split":"val"}""", TaskVerb.Train, MetricSplit.Validation, 3)]
    [InlineData("""{"value":0.5,"split":"train","metric":"loss","time":"now"}""", TaskVerb.Test, MetricSplit.Train, null)]
    [InlineData("""{"metrics":{"loss":0.5},"epoch":2.0}""", TaskVerb.Train, MetricSplit.Train, 2)]
    public void Metric_is_appended_to_its_split(string line, TaskVerb verb, MetricSplit split, int? epoch)
    {
        Read(verb, line);

        SeriesPoint point = Assert.Single(_points);
        Assert.Equal((split, "loss", 0.5, epoch), (point.Split, point.Series, point.Value, point.Epoch));
        Assert.Empty(_events.Warnings);
    }

    [Theory]
    [InlineData("NaN", double.NaN)]
    [InlineData("Infinity", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("\"NaN\"", double.NaN)]
    public void Numbers_that_JSON_does_not_have_are_read_as_Python_writes_them(string written, double value)
    {
        Read(TaskVerb.Train, $$"""{"metric":"the NaN","value":{{written}}}""");

        Assert.Equal(("the NaN", value), (Assert.Single(_points).Series, _points[0].Value));
    }

    [Theory]
    [InlineData("loss=0.5", "it is not JSON")]
    [InlineData("""{"metric":"loss","value":0.5""", "it is not JSON")]
    [InlineData("""{"metric":"a","metric":"b","value":1}""", "it is not JSON")]
    [InlineData("[1,2]", "it is not a JSON object")]
    [InlineData("null", "it is not a JSON object")]
    [InlineData("{}", "it has none of")]
    [InlineData("""{"loss":0.5}""", "it has none of")]
    [InlineData("""{"metric":"loss"}""", "the value of 'loss' is not a number")]
    [InlineData("""{"metric":"loss","value":"high"}""", "the value of 'loss' is not a number")]
    [InlineData("""{"metric":"loss","value":true}""", "the value of 'loss' is not a number")]
    [InlineData("""{"metric":"loss","value":null}""", "the value of 'loss' is not a number")]
    [InlineData("""{"metric":" ","value":1}""", "a metric has no name")]
    [InlineData("""{"metric":7,"value":1}""", "its 'metric' is not a text")]
    [InlineData("""{"metric":"loss","value":1,"epoch":1.5}""", "its 'epoch' is not a whole number")]
    [InlineData("""{"metric":"loss","value":1,"split":"dev"}""", "its 'split' is none of")]
    [InlineData("""{"metrics":[1]}""", "its 'metrics' is not an object")]
    [InlineData("""{"progress":"much"}""", "its 'progress' is not a whole number")]
    [InlineData("""{"model":"../up.pt"}""", "'../up.pt' is no file name")]
    [InlineData("""{"model":"snapshot.json"}""", "'snapshot.json' is no file name")]
    [InlineData("""{"model":"none.pt"}""", "the file 'none.pt' is not in the snapshot's folder")]
    [InlineData("""{"checkpoint":"none.pt"}""", "the file 'none.pt' is not in the snapshot's folder")]
    [InlineData("""{"custom":1}""", "its 'custom' is not an object")]
    [InlineData("\"\\ud800\" {", "it is not JSON")]
    [InlineData("{\"metric\":\"\\ud800\",\"value\":1}", "")]
    public void Garbage_line_is_told_with_its_number_and_reason_and_the_rest_counts(string garbage, string reason)
    {
        Read(TaskVerb.Train, """{"metric":"a","value":1}""", "", garbage, """{"metric":"b","value":2}""");

        Assert.StartsWith("Line 3 of the report is left out: " + reason, Assert.Single(_events.Warnings), StringComparison.Ordinal);
        Assert.Equal(["a", "b"], _points.Select(point => point.Series));
    }

    [Fact]
    public void Many_garbage_lines_are_told_ten_times_and_then_counted()
    {
        Read(TaskVerb.Train, [.. Enumerable.Repeat("what", 25)]);

        Assert.Equal(11, _events.Warnings.Count());
        Assert.Equal("The report has 15 more lines that were left out.", _events.Warnings.Last());
    }

    [Fact]
    public void Endless_line_is_told_and_costs_no_more_than_its_limit()
    {
        Read(TaskVerb.Train, $$"""{"metric":"{{new string('x', 3 * 1024 * 1024)}}","value":1}""", """{"metric":"b","value":2}""");

        Assert.Contains("Line 1 of the report is left out: it is longer than 1 MB", Assert.Single(_events.Warnings), StringComparison.Ordinal);
        Assert.Equal("b", Assert.Single(_points).Series);
    }

    [Fact]
    public void Metrics_of_an_evaluation_are_not_stored()
    {
        Read(TaskVerb.Eval, """{"metric":"loss","value":1}""");

        Assert.Empty(_points);
        Assert.Empty(_events.Warnings);
    }

    [Fact]
    public void Model_is_registered_in_the_order_of_the_report()
    {
        _folder.Write("a.pt", "a");
        _folder.Write("b.pt", "b");

        Read(TaskVerb.Train, """{"model":"b.pt"}""", """{"model":"a.pt"}""", """{"model":"b.pt"}""");

        Assert.Equal(["a.pt", "b.pt"], _snapshot.ModelFiles);
    }

    [Fact]
    public void Notes_are_filed_and_a_warning_is_passed_on()
    {
        Read(TaskVerb.Train, """{"custom":{"classes":["a","b"],"n":1}}""", """{"custom":{"n":NaN},"warning":"few samples"}""");

        Assert.Equal("""{"classes":["a","b"],"n":"NaN"}""", _snapshot.Custom.ToJsonString());
        Assert.Equal(["few samples"], _events.Warnings);
    }

    [Fact]
    public void Reader_takes_whole_lines_while_they_are_written_and_the_rest_at_the_end()
    {
        ReportReader reader = Reader(TaskVerb.Train);
        File.WriteAllText(ReportPath, """{"metric":"a","value":1}""" + "\n" + """{"metric":"b","va""");
        reader.ReadLines();
        Assert.Equal(["a"], _points.Select(point => point.Series));

        File.AppendAllText(ReportPath, "lue\":2}\r\n{\"metric\":\"c\",\"value\":3}");
        reader.ReadLines();
        Assert.Equal(["a", "b"], _points.Select(point => point.Series));

        reader.ReadRest();
        Assert.Equal(["a", "b", "c"], _points.Select(point => point.Series));
    }

    [Fact]
    public void Reader_takes_a_report_that_is_begun_anew_or_gone()
    {
        ReportReader reader = Reader(TaskVerb.Train);
        reader.ReadLines();
        File.WriteAllText(ReportPath, """{"metric":"first","value":1}""" + "\n");
        reader.ReadLines();
        File.WriteAllText(ReportPath, """{"metric":"b","value":1}""" + "\n");
        reader.ReadLines();
        File.Delete(ReportPath);
        reader.ReadRest();

        Assert.Equal(["first", "b"], _points.Select(point => point.Series));
    }

    private void Read(TaskVerb verb, params string[] lines)
    {
        File.WriteAllLines(ReportPath, lines);
        Reader(verb).ReadRest();
    }

    private ReportReader Reader(TaskVerb verb) =>
        new(ReportPath, new RunReport(verb, _snapshot, TaskRun.Direct(), _folder.Path, _log));
}
