using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ExportTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Export_writes_all_snapshots_named_to_one_file()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        SnapshotFacts second = await _sandbox.TrainAsync("--force");
        string file = _sandbox.FilePath("all.csv");

        FlamResult result = (await _sandbox.RunAsync("export", first.Name, second.Name, first.Name, "--out", file)).Expect(0);

        string[] lines = File.ReadAllLines(file);
        Assert.Equal([first.Id, first.Id, second.Id, second.Id], lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.Equal($"Wrote '{file}' with Demo/{first.Name}, Demo/{second.Name}\n", result.Output);
    }

    [Fact]
    public async Task Export_takes_the_format_from_the_extension_or_as_told()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        (await _sandbox.RunAsync("export", snapshot.Name, "--out", _sandbox.FilePath("a.json"))).Expect(0);
        (await _sandbox.RunAsync("export", snapshot.Name, "--out", _sandbox.FilePath("a.txt"), "--format", "jsonl")).Expect(0);

        JsonNode json = JsonNode.Parse(File.ReadAllText(_sandbox.FilePath("a.json")))![0]!;
        Assert.Equal((snapshot.Id, 2), (json["uid"]!.GetValue<string>(), json["series"]!.AsArray().Count));
        Assert.Equal(2, File.ReadAllLines(_sandbox.FilePath("a.txt")).Length);
        Assert.Contains("'b.txt'", (await _sandbox.RunAsync("export", snapshot.Name, "--out", _sandbox.FilePath("b.txt"))).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_replaces_a_file_only_with_force()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        string file = _sandbox.FilePath("a.csv");
        File.WriteAllText(file, "mine");

        FlamResult refused = (await _sandbox.RunAsync("export", snapshot.Name, "--out", file)).Expect(2);

        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(file));
        (await _sandbox.RunAsync("export", snapshot.Name, "--out", file, "--force")).Expect(0);
        Assert.StartsWith("experiment,snapshot,", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export", "qqqqq", "--out", "a.csv")]
    [InlineData("export", "qqqqq")]
    [InlineData("export", "--out", "a.csv")]
    [InlineData("export", "qqqqq", "--out", "")]
    [InlineData("export", "qqqqq", "--out", "no/such/folder/a.csv")]
    [InlineData("export", "qqqqq", "--out", "a.csv", "--format", "xml")]
    public async Task Export_exits_with_2_when_the_command_line_is_wrong(params string[] args)
    {
        (await _sandbox.RunAsync(args)).Expect(2);
        Assert.False(File.Exists(Path.Combine(_sandbox.Code.Path, "a.csv")));
    }
}
