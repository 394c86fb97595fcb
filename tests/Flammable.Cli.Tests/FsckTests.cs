using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class FsckTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public FsckTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Fsck_finds_nothing_in_a_library_that_is_in_order()
    {
        Assert.Contains("Nothing is wrong in", (await _sandbox.RunAsync("fsck")).Expect(0).Output);

        await _sandbox.TrainAsync();
        await _sandbox.RunAsync("test");

        Assert.Contains("Nothing is wrong in", (await _sandbox.RunAsync("fsck")).Expect(0).Output);
        Assert.Empty((await _sandbox.RunAsync("fsck", "--json", "--repair")).Expect(0).Json.AsArray());
    }

    [Fact]
    public async Task Fsck_exits_with_5_until_the_damage_is_repaired()
    {
        string path = await TearAsync();

        FlamResult found = (await _sandbox.RunAsync("fsck")).Expect(5);
        Assert.Matches(@"(?m)^repairable\s+The journal of snapshot .* ends in the middle of a line", found.Output);
        Assert.Contains("1 repairable. Repair with 'flam fsck --repair'.", found.Error);

        FlamResult repaired = (await _sandbox.RunAsync("fsck", "--repair")).Expect(0);
        Assert.Matches(@"(?m)^repaired\s+The journal", repaired.Output);
        Assert.EndsWith("\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));

        (await _sandbox.RunAsync("fsck")).Expect(0);
    }

    [Fact]
    public async Task Fsck_exits_with_5_where_something_stays_damaged()
    {
        string journal = await TearAsync();
        File.Delete(journal);
        File.Delete(Path.Combine(Path.GetDirectoryName(journal)!, "snapshot.json"));

        JsonNode problem = Assert.Single((await _sandbox.RunAsync("fsck", "--json", "--experiment", "De*")).Expect(5).Json.AsArray())!;
        Assert.Equal(("snapshot_unreadable", "repairable", "Demo"), (
            problem["kind"]!.GetValue<string>(), problem["status"]!.GetValue<string>(), problem["experiment"]!.GetValue<string>()));

        (await _sandbox.RunAsync("fsck", "--experiment", "X*")).Expect(0);
        (await _sandbox.RunAsync("fsck", "--experiment", "Nobody")).Expect(2);
    }

    private async Task<string> TearAsync()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        string path = Path.Combine(snapshot.Json["path"]!.GetValue<string>(), "metrics.jsonl");
        await File.AppendAllTextAsync(path, "{\"split\"", TestContext.Current.CancellationToken);
        return path;
    }
}
