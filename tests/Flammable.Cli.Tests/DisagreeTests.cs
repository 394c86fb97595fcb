using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class DisagreeTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public DisagreeTests()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        File.WriteAllText(_sandbox.FilePath("in.csv"), "a\nB\n");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Disagree_shows_the_samples_that_are_answered_differently_and_counts_them()
    {
        SnapshotFacts one = await _sandbox.TrainAsync();
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole.Replace(".ToUpperInvariant()", "", StringComparison.Ordinal));
        SnapshotFacts two = await _sandbox.TrainAsync();

        string[] lines = (await _sandbox.RunAsync("disagree", one.Id, "last", _sandbox.FilePath("in.csv"))).Expect(0).Output.TrimEnd('\n').Split('\n');
        JsonNode json = (await _sandbox.RunAsync("disagree", one.Id, two.Id, _sandbox.FilePath("in.csv"), "--json")).Expect(0).Json;

        Assert.Matches($@"^Line\s+{one.Id}\s+{two.Id}\s+Sample\s*$", lines[0]);
        Assert.Matches(@"^1\s+A\s+a\s+a\s*$", lines[1]);
        Assert.Equal("1 of 2 lines differ.", lines[2]);
        Assert.Equal(2, json["lines"]!.GetValue<int>());
        Assert.Equal("a", Assert.Single(json["differences"]!.AsArray())!["difference"]!.GetValue<string>());
    }

    [Fact]
    public async Task Disagree_of_equal_answers_prints_the_count_alone()
    {
        await _sandbox.TrainAsync();

        Assert.Equal(
            "0 of 2 lines differ.\n",
            (await _sandbox.RunAsync("disagree", "last", "last", _sandbox.FilePath("in.csv"), "--tolerance", "0.1")).Expect(0).Output);
    }

    [Theory]
    [InlineData("nosuch.csv", "0")]
    [InlineData("in.csv", "-1")]
    [InlineData("in.csv", "few")]
    public async Task Disagree_exits_with_2_when_an_argument_makes_no_sense(string input, string tolerance)
    {
        await _sandbox.TrainAsync();

        (await _sandbox.RunAsync("disagree", "last", "last", _sandbox.FilePath(input), "--tolerance", tolerance)).Expect(2);
    }
}
