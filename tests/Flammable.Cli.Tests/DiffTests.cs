using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class DiffTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public DiffTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Diff_shows_a_section_for_each_kind_of_difference()
    {
        (SnapshotFacts first, SnapshotFacts second) = await TwoAsync();

        string output = (await _sandbox.RunAsync("diff", first.Id, second.Id)).Expect(0).Output;

        Assert.StartsWith($"Demo/{first.Name} -> Demo/{second.Name}\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\nEnvironment\nName +Reference +Difference *\n", output);
        Assert.Matches(@"\nSeed +1 +2 *\n", output);
        Assert.Contains("\nCode\ndiff --git a/note.txt b/note.txt\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_of_the_code_alone_is_what_git_prints()
    {
        (SnapshotFacts first, SnapshotFacts second) = await TwoAsync();

        Assert.Equal(
            "diff --git a/note.txt b/note.txt\nnew file mode 100644\nindex 0000000..d95f3ad\n--- /dev/null\n+++ b/note.txt\n@@ -0,0 +1 @@\n+content\n",
            (await _sandbox.RunAsync("diff", first.Id, second.Id, "--code")).Expect(0).Output);
    }

    [Fact]
    public async Task Diff_takes_several_and_prints_JSON()
    {
        (SnapshotFacts first, SnapshotFacts second) = await TwoAsync();

        JsonArray json = (await _sandbox.RunAsync("diff", first.Id, second.Id, first.Id, "--json")).Expect(0).Json.AsArray();

        Assert.Equal([$"Demo/{second.Name}", $"Demo/{first.Name}"], json.Select(one => (string?)one!["snapshot"]));
        Assert.Equal("added", (string?)json[0]!["code"]![0]!["change"]);
        Assert.All(new[] { "parameters", "metrics", "environment", "code" }, kind => Assert.Empty(json[1]![kind]!.AsArray()));
    }

    [Fact]
    public async Task Diff_of_several_has_an_empty_line_between_them()
    {
        (SnapshotFacts first, SnapshotFacts second) = await TwoAsync();

        string output = (await _sandbox.RunAsync("diff", first.Id, second.Id, first.Id)).Expect(0).Output;

        Assert.StartsWith($"Demo/{first.Name} -> ", output, StringComparison.Ordinal);
        Assert.EndsWith($"\n+content\n\nDemo/{first.Name} -> Demo/{first.Name}\nNo differences.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_of_equal_snapshots_says_so()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("diff", snapshot.Id, snapshot.Id)).Expect(0);
        FlamResult patch = (await _sandbox.RunAsync("diff", snapshot.Id, snapshot.Id, "--code")).Expect(0);

        Assert.EndsWith("\nNo differences.\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(("", "No differences.\n"), (patch.Output, patch.Error));
    }

    [Fact]
    public async Task Diff_shows_the_metrics_of_snapshots_whose_code_is_gone()
    {
        (SnapshotFacts first, SnapshotFacts second) = await TwoAsync();
        Directory.Delete(Path.Combine(_sandbox.Library, "Demo", "repo"), recursive: true);

        FlamResult result = (await _sandbox.RunAsync("diff", first.Id, second.Id)).Expect(5);

        Assert.Matches(@"\nSeed +1 +2 *\n", result.Output);
        (await _sandbox.RunAsync("diff", first.Id, second.Id, "--metric")).Expect(0);
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("diff", "qqqqq")]
    [InlineData("diff", "qqqqq", "qqqqq")]
    [InlineData("diff", "qqqqq", "qqqqq", "--no-such")]
    public async Task Diff_exits_with_2_when_the_command_line_is_wrong(params string[] args) => (await _sandbox.RunAsync(args)).Expect(2);

    private async Task<(SnapshotFacts First, SnapshotFacts Second)> TwoAsync()
    {
        SnapshotFacts first = await _sandbox.TrainAsync("--seed", "1");
        _sandbox.Code.Write("note.txt", "content\n");
        return (first, await _sandbox.TrainAsync("--seed", "2"));
    }
}
