using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class CopyTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _remote;
    private readonly string _theirs;

    public CopyTests()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _theirs = _sandbox.FilePath("theirs");
        _remote = _sandbox.FilePath("remote.git");
        Directory.CreateDirectory(_remote);
        new CodeFolder(_remote, _sandbox.Home).Git("init", "--quiet", "--bare");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Push_and_pull_bring_a_snapshot_to_a_colleague()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult pushed = (await _sandbox.RunAsync("push", "last", "--to", _remote, "--artifacts")).Expect(0);
        FlamResult pulled = (await _sandbox.RunAsync("pull", "--from", _remote, "--artifacts", "--library", _theirs, "--json")).Expect(0);

        Assert.StartsWith($"Copied Demo/{snapshot.Name} to '{_remote}' (", pushed.Output, StringComparison.Ordinal);
        Assert.Equal(
            (snapshot.Name, "copied", _theirs),
            (pulled.Json[0]!["name"]!.GetValue<string>(), pulled.Json[0]!["status"]!.GetValue<string>(), pulled.Json[0]!["destination"]!.GetValue<string>()));
        (await _sandbox.RunAsync("test", "--snapshot", snapshot.Id, "--library", _theirs)).Expect(0);
        Assert.Equal(
            $"Demo/{snapshot.Name} is up to date in '{_remote}'\n", (await _sandbox.RunAsync("push", "--all", "--to", _remote)).Expect(0).Output);
    }

    [Fact]
    public async Task Push_wants_ids_or_all()
    {
        (await _sandbox.RunAsync("push", "--to", _remote)).Expect(2);
        (await _sandbox.RunAsync("push", "last", "--all", "--to", _remote)).Expect(2);
        (await _sandbox.RunAsync("push", "last")).Expect(2);
    }

    [Fact]
    public async Task Places_that_cannot_be_used_are_named_with_a_remedy()
    {
        await _sandbox.TrainAsync();

        FlamResult none = (await _sandbox.RunAsync("pull", "--from", "nowhere")).Expect(5);
        FlamResult refused = (await _sandbox.RunAsync("push", "last", "--to", $"file://{_remote}-gone")).Expect(5);

        Assert.Contains("nowhere' does not exist.", none.Error, StringComparison.Ordinal);
        Assert.Contains("'git ls-remote' failed with the repository", refused.Error, StringComparison.Ordinal);
        Assert.Contains("what is missing is copied", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_that_differs_there_is_refused_and_the_others_are_copied()
    {
        SnapshotFacts first = await _sandbox.TrainAsync();
        (await _sandbox.RunAsync("push", first.Id, "--to", _remote)).Expect(0);
        (await _sandbox.RunAsync("tag", first.Id, "changed")).Expect(0);
        SnapshotFacts second = await _sandbox.TrainAsync("--force");

        FlamResult result = (await _sandbox.RunAsync("push", "--all", "--to", _remote)).Expect(3);

        Assert.StartsWith($"Copied Demo/{second.Name}", result.Output, StringComparison.Ordinal);
        Assert.Contains("differ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_that_is_missing_is_named()
    {
        await _sandbox.TrainAsync();
        _sandbox.Environment["PATH"] = _sandbox.Home;

        FlamResult result = (await _sandbox.RunAsync("push", "last", "--to", _remote)).Expect(5);

        Assert.Contains("'git' is not on the PATH", result.Error, StringComparison.Ordinal);
        (await _sandbox.RunAsync("push", "last", "--to", _theirs)).Expect(0);
    }
}
