using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ListTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ListTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task List_shows_the_newest_snapshot_first()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        SnapshotFacts second = await _sandbox.TrainAsync("--force");

        JsonArray list = (await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray();

        Assert.Equal([second.Id, first.Id], list.Select(Id));
    }

    [Fact]
    public async Task List_prints_one_unwrapped_line_for_each_snapshot_when_piped()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync("--message", new string('m', 300) + "\nsecond line");
        (await _sandbox.RunAsync("test")).Expect(0);

        string[] lines = (await _sandbox.RunAsync("list")).Expect(0).Output.TrimEnd('\n').Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^Id\s+Experiment\s+State\s+When\s+Commit\s+Message\s+Metrics\s*$", lines[0]);
        Assert.Matches(
            $@"^{snapshot.Id}\s+Demo\s+trained, tested\s+\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\s+{snapshot.Commit[..7]}\s+m{{300}}\s+accuracy 0\.97\s*$",
            lines[1]);
    }

    [Fact]
    public async Task List_filters_by_experiment_state_and_number()
    {
        await _sandbox.TrainAsync();
        SnapshotFacts last = await _sandbox.TrainAsync("--force");
        CodeFolder other = _sandbox.NewCode("Other");
        other.Write(TaskCode.FileName, TaskCode.Of(train: "throw new InvalidOperationException();"));
        (await _sandbox.RunAsync("train", other.Path)).Expect(1);

        Assert.Single((await _sandbox.RunAsync("list", "--json", "--experiment", "Oth*")).Expect(0).Json.AsArray());
        Assert.Single((await _sandbox.RunAsync("list", "--json", "--state", "failed")).Expect(0).Json.AsArray());
        JsonArray newest = (await _sandbox.RunAsync("list", "--json", "--state", "trained", "--last", "1")).Expect(0).Json.AsArray();
        Assert.Equal([last.Id], newest.Select(Id));
    }

    [Fact]
    public async Task List_filters_by_tags_and_shows_them_before_the_message()
    {
        SnapshotFacts first = await _sandbox.TrainAsync("--message", "what I said");
        await _sandbox.TrainAsync("--force");
        first.AddTag("paper");

        string[] lines = (await _sandbox.RunAsync("list", "--tag", "none", "--tag", "pap*")).Expect(0).Output.TrimEnd('\n').Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.Contains("  [paper] what I said", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_an_empty_library_is_an_empty_array()
    {
        Assert.Empty((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
        Assert.Equal("No snapshots.\n", (await _sandbox.RunAsync("list")).Expect(0).Error);
    }

    [Fact]
    public async Task List_warns_of_a_damaged_snapshot_and_goes_on_with_0()
    {
        SnapshotFacts damaged = await _sandbox.TrainAsync();
        SnapshotFacts sound = await _sandbox.TrainAsync("--force");
        File.WriteAllText(Path.Combine(damaged.Path, "snapshot.json"), "{");

        FlamResult result = (await _sandbox.RunAsync("list", "--json")).Expect(0);

        Assert.Equal([sound.Id], result.Json.AsArray().Select(Id));
        Assert.StartsWith("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(damaged.Name, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_exits_with_2_when_no_experiment_has_the_name() =>
        Assert.Contains("'Nobody'", (await _sandbox.RunAsync("list", "--experiment", "Nobody")).Expect(2).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--state", "done")]
    [InlineData("--last", "0")]
    [InlineData("--last", "few")]
    public async Task List_exits_with_2_when_a_value_makes_no_sense(string option, string value) =>
        (await _sandbox.RunAsync("list", option, value)).Expect(2);

    [Fact]
    public async Task List_of_another_library_reads_that_one()
    {
        await _sandbox.TrainAsync("--library", _sandbox.FilePath("elsewhere"));

        Assert.Single((await _sandbox.RunAsync("--library", _sandbox.FilePath("elsewhere"), "list", "--json")).Expect(0).Json.AsArray());
        Assert.Empty((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
    }

    private static string Id(JsonNode? snapshot) => snapshot!["uid"]!.GetValue<string>();
}
