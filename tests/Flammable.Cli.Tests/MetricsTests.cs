using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class MetricsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public MetricsTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Metrics_prints_a_line_for_each_value()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        string[] lines = (await _sandbox.RunAsync("metrics", snapshot.Id)).Expect(0).Output.TrimEnd('\n').Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Matches(@"^Split\s+Step\s+Epoch\s+Value\s+When\s+Series$", lines[0]);
        Assert.Matches(@"^train\s+0\s+0\.5\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s+loss$", lines[1]);
    }

    [Fact]
    public async Task Metrics_with_json_is_an_array_under_the_names_of_the_journal()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        (await _sandbox.RunAsync("test")).Expect(0);

        JsonArray points = (await _sandbox.RunAsync("metrics", snapshot.Id, "--json")).Expect(0).Json.AsArray();

        Assert.Equal([0.5, 0.25, 0.97], points.Select(point => point!["value"]!.GetValue<double>()));
        Assert.Equal(
            ["experiment", "snapshot", "split", "series", "value", "step", "time"],
            points[0]!.AsObject().Select(member => member.Key));
    }

    [Theory]
    [InlineData(2, "--split", "train")]
    [InlineData(1, "--name", "acc*")]
    [InlineData(3, "--name", "loss", "--name", "accuracy")]
    [InlineData(0, "--name", "loss", "--split", "test")]
    public async Task Metrics_filters_by_name_and_split(int count, params string[] args)
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        (await _sandbox.RunAsync("test")).Expect(0);

        Assert.Equal(count, (await _sandbox.RunAsync(["metrics", snapshot.Id, "--json", .. args])).Expect(0).Json.AsArray().Count);
    }

    [Fact]
    public async Task Metrics_says_so_when_there_are_none()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        Assert.Equal("No metrics.\n", (await _sandbox.RunAsync("metrics", snapshot.Id, "--name", "no")).Expect(0).Error);
        Assert.Empty((await _sandbox.RunAsync("metrics", snapshot.Id, "--name", "no", "--json")).Expect(0).Json.AsArray());
    }

    [Theory]
    [InlineData("metrics", "qqqqq")]
    [InlineData("metrics", "qqqqq", "--split", "all")]
    [InlineData("metrics")]
    public async Task Metrics_exits_with_2_when_the_command_line_is_wrong(params string[] args) => (await _sandbox.RunAsync(args)).Expect(2);

    [Fact]
    public async Task Names_of_series_do_not_speak_to_the_terminal_and_many_of_them_stay_on_one_line()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(
            """Snapshot.Train.Append("a\u001b[31m\nb", 1); for (int i = 0; i < 100; i++) Snapshot.Train.Append($"s{i}", i);"""));

        FlamResult training = (await _sandbox.RunAsync("train")).Expect(0);
        string id = (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray().Single()!["uid"]!.GetValue<string>();
        FlamResult metrics = (await _sandbox.RunAsync("metrics", id)).Expect(0);

        Assert.Contains("a [31m b 1, s0 0, s1 1, s2 2, s3 3, s4 4, s5 5, s6 6, ...\n", training.Output, StringComparison.Ordinal);
        Assert.Contains("  a [31m b\n", metrics.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_of_a_repeated_test_are_those_of_the_last_one()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(test: """Snapshot.Test.Append("accuracy", 1); Snapshot.Test.Append("accuracy", 2);"""));
        (await _sandbox.RunAsync("train")).Expect(0);
        (await _sandbox.RunAsync("test")).Expect(0);
        (await _sandbox.RunAsync("test", "--retest")).Expect(0);
        string id = (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray().Single()!["uid"]!.GetValue<string>();

        FlamResult result = (await _sandbox.RunAsync("metrics", id, "--json")).Expect(0);

        Assert.Equal([1, 2], result.Json.AsArray().Select(point => point!["value"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Metrics_follows_a_training_to_its_end()
    {
        string gate = _sandbox.FilePath("gate");
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(
            $$"""Snapshot.Train.Append("loss", 1); Console.WriteLine("started"); while (!File.Exists(@"{{gate}}")) { Thread.Sleep(10); } Snapshot.Train.Append("loss", 2);"""));
        using FlamProcess training = _sandbox.Start("train");
        await training.PrintsAsync("started");
        string id = (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray().Single()!["uid"]!.GetValue<string>();

        using FlamProcess following = _sandbox.Start(["metrics", id, "--follow", "--json"]);
        await following.PrintsAsync("\"value\":1,");
        File.WriteAllText(gate, "");
        FlamResult result = (await following.ExitAsync()).Expect(0);

        Assert.Equal([1, 2], result.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!["value"]!.GetValue<int>()));
        (await training.ExitAsync()).Expect(0);
    }

    [Fact]
    public async Task Metrics_that_follow_end_with_130_when_interrupted()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(
            """Snapshot.Train.Append("loss", 1); Console.WriteLine("started"); while (true) { Run.Cancellation.ThrowIfCancellationRequested(); Thread.Sleep(10); }"""));
        using FlamProcess training = _sandbox.Start("train");
        await training.PrintsAsync("started");
        string id = (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray().Single()!["uid"]!.GetValue<string>();

        using FlamProcess following = _sandbox.Start(["metrics", id, "--follow"]);
        await following.PrintsAsync("loss");
        following.Signal(FlamProcess.Interrupt);

        (await following.ExitAsync()).Expect(130);
        training.Signal(FlamProcess.Interrupt);
        (await training.ExitAsync()).Expect(130);
    }
}
