using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class AmendTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public AmendTests() => _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Amend_commits_the_changes_onto_the_last_snapshot()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole + "// edited");

        string output = (await _sandbox.RunAsync("amend", "--message", "better")).Expect(0).Output;

        SnapshotFacts amended = new((await _sandbox.RunAsync("show", snapshot.Id, "--json")).Expect(0).Json.AsObject());
        Assert.Equal($"Amended Demo/{snapshot.Name}: commit {amended.Commit[..7]}\n", output);
        Assert.Equal(snapshot.Commit, amended.Json["trained_commit"]!.GetValue<string>());
        Assert.Equal("better", amended.Json["comment"]!.GetValue<string>());
        Assert.Contains($"Trained commit  {snapshot.Commit}", (await _sandbox.RunAsync("show", "last")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amend_of_unchanged_code_says_so_and_exits_with_0()
    {
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("amend")).Expect(0);

        Assert.Equal("", result.Output);
        Assert.StartsWith("warning: No changes detected", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amend_changes_the_message_of_any_snapshot()
    {
        SnapshotFacts first = await _sandbox.TrainAsync("--message", "first");
        await _sandbox.TrainAsync("--force");

        (await _sandbox.RunAsync("amend", "--message-only", "--snapshot", first.Id, "-m", "other")).Expect(0);

        Assert.Contains("other", (await _sandbox.RunAsync("show", first.Id)).Expect(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--message-only")]
    [InlineData("--snapshot", "last")]
    [InlineData("--snapshot", "last", "--message-only", "-m", "x", ".")]
    public async Task Amend_exits_with_2_when_its_options_do_not_go_together(params string[] options) =>
        (await _sandbox.RunAsync(["amend", .. options])).Expect(2);

    [Fact]
    public async Task Tag_gives_and_takes_tags()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        Assert.Equal($"Demo/{snapshot.Name} has paper, good\n", (await _sandbox.RunAsync("tag", "last", "paper", "good")).Expect(0).Output);
        Assert.Equal($"Demo/{snapshot.Name} has good\n", (await _sandbox.RunAsync("tag", "paper", "--remove", "paper")).Expect(0).Output);
        Assert.Equal($"Demo/{snapshot.Name} has no tags\n", (await _sandbox.RunAsync("tag", "good", "--remove", "good")).Expect(0).Output);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("last")]
    public async Task Tag_exits_with_2_when_a_text_cannot_be_a_tag(string tag)
    {
        await _sandbox.TrainAsync();

        Assert.Contains($"'{tag}'", (await _sandbox.RunAsync("tag", "last", tag)).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_exits_with_2_without_a_tag() => (await _sandbox.RunAsync("tag", "last")).Expect(2);
}
