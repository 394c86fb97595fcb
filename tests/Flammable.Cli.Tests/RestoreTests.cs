using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class RestoreTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public RestoreTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Restore_writes_the_code_of_the_snapshot_to_a_folder()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        _sandbox.Code.Write(TaskCode.FileName, "edited");
        string folder = _sandbox.FilePath("old");

        FlamResult result = (await _sandbox.RunAsync("restore", snapshot.Name, folder)).Expect(0);

        Assert.Equal($"Restored Demo/{snapshot.Name} to '{folder}': 1 file\n", result.Output);
        Assert.Equal(TaskCode.Whole, File.ReadAllText(Path.Combine(folder, TaskCode.FileName)));
    }

    [Fact]
    public async Task Restore_takes_artifacts_along_and_tells_all_as_JSON()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        string folder = _sandbox.FilePath("old");

        JsonNode json = (await _sandbox.RunAsync("restore", snapshot.Id, folder, "--artifacts", "--json")).Expect(0).Json;

        Assert.Equal($"Demo/{snapshot.Name}", (string?)json["snapshot"]);
        Assert.Equal((folder, 1, null), ((string?)json["path"], (int?)json["files"], (string?)json["branch"]));
        Assert.True(File.Exists(Path.Combine((string)json["artifacts"]!, "snapshot.json")));
        Assert.Empty(json["warnings"]!.AsArray());
    }

    [Fact]
    public async Task Restore_makes_a_branch_and_never_moves_one()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        _sandbox.Code.Write("more.txt", "more");
        SnapshotFacts second = await _sandbox.TrainAsync();

        (await _sandbox.RunAsync("restore", first.Id, "--branch", "past")).Expect(0);
        FlamResult refused = (await _sandbox.RunAsync("restore", second.Id, "--branch", "past")).Expect(2);

        Assert.Contains("'past'", refused.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_sandbox.Code.Path, "more.txt")));
    }

    [Fact]
    public async Task Restore_overwrites_nothing()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult refused = (await _sandbox.RunAsync("restore", snapshot.Id, _sandbox.Code.Path)).Expect(2);

        Assert.Contains("exists already", refused.Error, StringComparison.Ordinal);
        Assert.Equal(TaskCode.Whole, File.ReadAllText(Path.Combine(_sandbox.Code.Path, TaskCode.FileName)));
    }

    [Theory]
    [InlineData("restore")]
    [InlineData("restore", "qqqqq")]
    [InlineData("restore", "qqqqq", "x")]
    [InlineData("restore", "qqqqq", "x", "--branch", "b")]
    [InlineData("restore", "qqqqq", "--branch", "b", "--artifacts")]
    [InlineData("restore", "qqqqq", "")]
    public async Task Restore_exits_with_2_when_the_command_line_is_wrong(params string[] args) => (await _sandbox.RunAsync(args)).Expect(2);
}
