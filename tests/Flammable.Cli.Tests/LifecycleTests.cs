using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class LifecycleTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public LifecycleTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Rm_says_the_bytes_removes_and_undo_brings_back()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("rm", snapshot.Id)).Expect(0);

        Assert.Matches($"^Moving Demo/{snapshot.Name} to the trash: [0-9.]+ K?B", result.Error);
        Assert.StartsWith($"Removed Demo/{snapshot.Name}", result.Output, StringComparison.Ordinal);
        (await _sandbox.RunAsync("show", snapshot.Id)).Expect(2);
        JsonNode removal = Assert.Single((await _sandbox.RunAsync("undo", "--list", "--json")).Expect(0).Json.AsArray())!;
        Assert.Equal(("snapshot", snapshot.Name), (removal["kind"]!.GetValue<string>(), removal["snapshot"]!.GetValue<string>()));
        (await _sandbox.RunAsync("undo")).Expect(0);
        (await _sandbox.RunAsync("show", snapshot.Id)).Expect(0);
        Assert.Contains("Nothing is in the trash.", (await _sandbox.RunAsync("undo", "--list")).Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rm_of_a_whole_experiment_takes_all_its_snapshots()
    {
        await _sandbox.TrainAsync();

        JsonNode removal = Assert.Single((await _sandbox.RunAsync("rm", "--whole-experiment", "Demo", "--json")).Expect(0).Json.AsArray())!;

        Assert.Equal("experiment", removal["kind"]!.GetValue<string>());
        Assert.Empty((await _sandbox.RunAsync("experiments", "--json")).Expect(0).Json.AsArray());
        (await _sandbox.RunAsync("undo", "Demo")).Expect(0);
        Assert.Single((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
    }

    [Fact]
    public async Task Dry_runs_change_nothing()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        Assert.StartsWith("Would move", (await _sandbox.RunAsync("rm", snapshot.Id, "--dry-run")).Expect(0).Error, StringComparison.Ordinal);
        Assert.StartsWith("Would free", (await _sandbox.RunAsync("gc", "--dry-run")).Expect(0).Error, StringComparison.Ordinal);

        (await _sandbox.RunAsync("show", snapshot.Id)).Expect(0);
        Assert.NotEmpty(Directory.EnumerateDirectories(Path.Combine(_sandbox.Library, ".cache", "compiled")));
    }

    [Fact]
    public async Task Gc_frees_what_the_dry_run_announced()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        (await _sandbox.RunAsync("rm", snapshot.Id)).Expect(0);
        string announced = (await _sandbox.RunAsync("gc", "--dry-run", "--json")).Expect(0).Output;

        FlamResult result = (await _sandbox.RunAsync("gc", "--json")).Expect(0);

        Assert.Equal(announced, result.Output);
        Assert.Equal(["removal", "reference", "object", "cache"], result.Json.AsArray().Select(total => total!["kind"]!.GetValue<string>()));
        (await _sandbox.RunAsync("undo")).Expect(2);
        (await _sandbox.RunAsync("gc", "--older-than", "-1")).Expect(2);
    }

    [Fact]
    public async Task Mv_renames_an_experiment()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        (await _sandbox.RunAsync("mv", "Demo", "Other")).Expect(0);

        Assert.Equal("Other", (await _sandbox.RunAsync("show", snapshot.Id, "--json")).Expect(0).Json["experiment"]!.GetValue<string>());
        Assert.Equal("Other", (await _sandbox.RunAsync("status", "--json")).Expect(0).Json["experiment"]!.GetValue<string>());
        (await _sandbox.RunAsync("mv", "Demo", "Another")).Expect(2);
        Assert.DoesNotContain("Parameter", (await _sandbox.RunAsync("mv", "Other", ".hidden")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mv_moves_the_library_and_warns_of_the_environment()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        string destination = _sandbox.FilePath("elsewhere");

        Assert.Contains("FLAMMABLE_LIBRARY", (await _sandbox.RunAsync("mv", "--whole-library", destination)).Expect(0).Error, StringComparison.Ordinal);

        (await _sandbox.RunAsync("show", snapshot.Id, "--library", destination)).Expect(0);
        (await _sandbox.RunAsync("mv", "--whole-library", destination, "--library", destination)).Expect(2);
    }

    [Theory]
    [InlineData("rm")]
    [InlineData("rm", "abcde", "--whole-experiment", "Demo")]
    [InlineData("rm", "nobody")]
    [InlineData("undo", "nothing")]
    [InlineData("mv", "Demo")]
    [InlineData("mv", "Demo", "Other", "--whole-library", "x")]
    public async Task Wrong_use_exits_with_2(params string[] args)
    {
        await _sandbox.TrainAsync();

        (await _sandbox.RunAsync(args)).Expect(2);
    }
}
