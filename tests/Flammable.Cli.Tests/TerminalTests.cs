using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class TerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    private readonly Sandbox _sandbox = new();

    public TerminalTests()
    {
        Assert.SkipUnless(File.Exists(Script), "A terminal of its own needs util-linux's 'script'.");
        _sandbox.Environment["TERM"] = "xterm-256color";
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_terminal_shows_the_progress_and_clears_it_away()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Run.Progress(1, 4, "loss 0.5"); Console.WriteLine("a line");"""));

        string output = await RunOnTerminalAsync("train");

        Assert.Contains("[#####...............] 25% ", output, StringComparison.Ordinal);
        Assert.Contains("1 of 4, loss 0.5", output, StringComparison.Ordinal);
        Assert.Matches(@"\r +\ra line", output);
    }

    [Fact]
    public async Task A_terminal_shows_colours_unless_the_user_wants_none()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        Assert.Contains("\u001b[", await RunOnTerminalAsync("list"), StringComparison.Ordinal);
        _sandbox.Environment["NO_COLOR"] = "1";
        Assert.DoesNotContain("\u001b[3", await RunOnTerminalAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_server_gets_plain_lines_on_its_terminal_too()
    {
        _sandbox.Environment["CI"] = "true";
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """Run.Progress(1, 4, "loss 0.5");"""));

        Assert.DoesNotContain("[#####", await RunOnTerminalAsync("train"), StringComparison.Ordinal);
    }

    private async Task<string> RunOnTerminalAsync(string command)
    {
        using FlamProcess process = _sandbox.Start(_sandbox.Code.Path, Script, "--quiet", "--return", "--command", $"'{Sandbox.FlamPath}' {command}", "/dev/null");
        return (await process.ExitAsync()).Expect(0).Output;
    }
}
