using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ShowTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ShowTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Show_prints_all_that_the_snapshot_holds()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync("--message", "first");

        string output = (await _sandbox.RunAsync("show", snapshot.Id)).Expect(0).Output;

        Assert.Matches($@"(?m)^Name\s+{snapshot.Name}\s*$", output);
        Assert.Matches($@"(?m)^Commit\s+{snapshot.Commit}\s*$", output);
        Assert.Matches(@"(?m)^Message\s+first\s*$", output);
        Assert.Matches(@"(?m)^Train\s+loss 0\.25 \(min 0\.25, max 0\.5, mean 0\.375, 2 values\)\s*$", output);
        Assert.Matches(@"(?m)^Model files\s+final\.txt\s*$", output);
    }

    [Fact]
    public async Task Show_prints_command_environment_memory_and_data()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Run.UseData("rows.csv");"""));
        _sandbox.Code.Write("rows.csv", "1");
        SnapshotFacts snapshot = await _sandbox.TrainAsync("--message", "first \"try\"");

        string output = (await _sandbox.RunAsync("show", snapshot.Id)).Expect(0).Output;

        Assert.Matches(@"(?m)^Command\s+flam train --json --message ""first \\""try\\""""\s*$", output);
        Assert.Matches(@"(?m)^Host\s+flam \d+\.\d+\.\d+\s*$", output);
        Assert.Matches($@"(?m)^Environment\s+\.NET \d+\..+, {Environment.ProcessorCount} × ", output);
        Assert.Matches(@"(?m)^Peak memory\s+\d+(\.\d)? [MG]B\s*$", output);
        Assert.Matches(@"(?m)^Data\s+rows\.csv 6b86b27… \(1 B\)\s*$", output);
    }

    [Fact]
    public async Task Show_with_json_uses_the_names_of_snapshot_json()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync("--message", "first");

        JsonObject json = (await _sandbox.RunAsync("show", snapshot.Name[..^2], "--json")).Expect(0).Json.AsObject();

        Assert.All(
            ["uid", "commit_sha", "timestamp", "filename", "comment", "state", "train_data", "val_data", "test_data", "model_files", "custom_data", "environment", "data", "experiment", "name", "path"],
            name => Assert.True(json.ContainsKey(name), name));
    }

    [Theory]
    [InlineData("last")]
    [InlineData("best:-loss")]
    [InlineData("Demo/best:loss")]
    [InlineData("paper")]
    public async Task Show_takes_words_and_tags(string word)
    {
        await _sandbox.TrainAsync();
        SnapshotFacts second = await _sandbox.TrainAsync("--force");
        second.AddTag("paper");

        Assert.Equal(second.Name, new SnapshotFacts((await _sandbox.RunAsync("show", word, "--json")).Expect(0).Json.AsObject()).Name);
    }

    [Fact]
    public async Task Show_exits_with_2_and_lists_the_metrics_when_no_snapshot_has_the_one_asked_for()
    {
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("show", "best:los")).Expect(2);

        Assert.Contains("'los'", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("The trained snapshots have:\n    loss\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_exits_with_2_when_no_snapshot_has_the_id()
    {
        FlamResult result = (await _sandbox.RunAsync("show", "qqqqq")).Expect(2);

        Assert.Contains("'qqqqq'", result.Error, StringComparison.Ordinal);
        Assert.Contains("flam list", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_exits_with_2_and_lists_the_matches_when_several_snapshots_match()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        SnapshotFacts second = await _sandbox.TrainAsync("--force");

        FlamResult result = (await _sandbox.RunAsync("show", first.Name[..4])).Expect(2);

        Assert.Contains($"Demo/{first.Name}", result.Error, StringComparison.Ordinal);
        Assert.Contains($"Demo/{second.Name}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_exits_with_5_when_the_snapshot_cannot_be_read()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        File.WriteAllText(Path.Combine(snapshot.Path, "snapshot.json"), "");

        FlamResult result = (await _sandbox.RunAsync("show", snapshot.Id)).Expect(5);

        Assert.Contains("snapshot.json", result.Error, StringComparison.Ordinal);
    }
}
