using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class StatusTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public StatusTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Status_of_a_folder_never_trained_lists_its_files_as_new()
    {
        JsonNode status = (await _sandbox.RunAsync("status", "--json")).Expect(0).Json;

        Assert.True(status["is_changed"]!.GetValue<bool>());
        Assert.Null(status["last_snapshot"]);
        Assert.Equal(TaskCode.FileName, status["changed_files"]![0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Status_names_the_last_snapshot_and_each_changed_file_with_its_kind()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Endless);
        _sandbox.Code.Write("Notes.txt", "new");

        JsonNode status = (await _sandbox.RunAsync("status", "--json")).Expect(0).Json;

        Assert.Equal("Demo", status["experiment"]!.GetValue<string>());
        Assert.Equal(snapshot.Id, status["last_snapshot"]!["uid"]!.GetValue<string>());
        Assert.Equal("branch", status["commit_mode"]!.GetValue<string>());
        Assert.Equal(
            ["modified DemoTask.cs", "added Notes.txt"],
            status["changed_files"]!.AsArray().Select(file => $"{file!["change"]} {file["path"]}"));
    }

    [Fact]
    public async Task Status_is_unchanged_after_training()
    {
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("status")).Expect(0);

        Assert.Matches(@"(?m)^Experiment\s+Demo\s*$", result.Output);
        Assert.Matches(@"(?m)^Changes\s+none\s*$", result.Output);
        Assert.Contains("(trained)", result.Output, StringComparison.Ordinal);
    }
}
