using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Verify_prints_a_table_and_exits_with_0_where_the_same_came_out()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        string output = (await _sandbox.RunAsync("verify", snapshot.Id)).Expect(0).Output;

        Assert.Matches(@"(?m)^Series +Train/loss +yes +2 values, last 0\.25 *$", output);
        Assert.Matches($@"(?m)^Reproduced \S+/{snapshot.Name}: all is the same\.$", output);
    }

    [Fact]
    public async Task Verify_exits_with_6_and_says_what_differs_also_as_json()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Snapshot.Train.Append("ticks", DateTime.UtcNow.Ticks);"""));
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        string output = (await _sandbox.RunAsync("verify", snapshot.Id)).Expect(6).Output;
        JsonObject json = (await _sandbox.RunAsync("verify", snapshot.Id, "--json")).Expect(6).Json.AsObject();

        Assert.Matches(@"(?m)^Series +Train/ticks +no +1 value, .*Value 1 was .* and is .*\.", output);
        Assert.Matches(@"(?m)^Not reproduced \S+: 1 of \d+ items differ\.$", output);
        Assert.False(json["is_reproduced"]!.GetValue<bool>());
        Assert.Equal("Train/ticks", json["items"]!.AsArray().Single(item => item!["is_same"]?.GetValue<bool>() == false)!["item"]!.GetValue<string>());
    }
}
