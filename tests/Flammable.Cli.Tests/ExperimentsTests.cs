using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ExperimentsTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ExperimentsTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Experiments_lists_each_with_its_snapshots()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        JsonNode experiment = Assert.Single((await _sandbox.RunAsync("experiments", "--json")).Expect(0).Json.AsArray())!;

        Assert.Equal("Demo", experiment["name"]!.GetValue<string>());
        Assert.Equal(1, experiment["snapshot_count"]!.GetValue<int>());
        Assert.Equal(snapshot.Name, experiment["last_snapshot"]!.GetValue<string>());
        Assert.Equal(_sandbox.Code.Path, experiment["code_folder"]!.GetValue<string>());
    }

    [Fact]
    public async Task Experiments_takes_a_name_with_wildcards()
    {
        await _sandbox.TrainAsync();

        Assert.Matches(@"(?m)^Demo\s+1\s", (await _sandbox.RunAsync("experiments", "De*")).Expect(0).Output);
        Assert.Empty((await _sandbox.RunAsync("experiments", "X*", "--json")).Expect(0).Json.AsArray());
    }

    [Fact]
    public async Task Experiments_exits_with_2_when_none_has_the_name() => (await _sandbox.RunAsync("experiments", "Nobody")).Expect(2);

    [Fact]
    public async Task Experiments_of_two_folders_of_one_name_are_told_apart()
    {
        CodeFolder other = _sandbox.NewCode("Demo", under: "other");
        other.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        await _sandbox.TrainAsync(other.Path);

        JsonArray experiments = (await _sandbox.RunAsync("experiments", "--json")).Expect(0).Json.AsArray();
        Assert.Equal(2, experiments.Select(experiment => experiment!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(2, experiments.Select(experiment => experiment!["name"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task New_makes_an_experiment_under_the_name_that_training_then_uses()
    {
        JsonNode made = (await _sandbox.RunAsync("experiments", "new", "--name", "Flames", "--json")).Expect(0).Json;

        Assert.Equal("Flames", made["name"]!.GetValue<string>());
        Assert.Equal("Flames", (await _sandbox.TrainAsync()).Json["experiment"]!.GetValue<string>());
    }

    [Fact]
    public async Task New_exits_with_2_when_the_folder_has_an_experiment_already()
    {
        (await _sandbox.RunAsync("experiments", "new")).Expect(0);

        (await _sandbox.RunAsync("experiments", "new", "--name", "Other")).Expect(2);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    public async Task New_exits_with_2_when_no_folder_can_have_the_name(string name) =>
        Assert.Contains($"'{name}' cannot name an experiment", (await _sandbox.RunAsync("experiments", "new", "--name", name)).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task New_exits_with_2_when_the_folder_is_missing() => (await _sandbox.RunAsync("experiments", "new", "nowhere")).Expect(2);
}
