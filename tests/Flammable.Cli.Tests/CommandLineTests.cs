using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Flam_without_a_command_prints_help()
    {
        string help = (await _sandbox.RunAsync()).Expect(0).Output;

        Assert.All(["train", "test", "eval", "status", "list", "show", "metrics", "export", "experiments", "config"], command => Assert.Contains($"  {command} ", help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_three_numbers() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", (await _sandbox.RunAsync("--version")).Expect(0).Output);

    [Fact]
    public async Task An_unknown_command_exits_with_2_and_points_at_the_help()
    {
        FlamResult result = (await _sandbox.RunAsync("trian")).Expect(2);

        Assert.Equal("flam: Unrecognized command or argument 'trian'.\n  See 'flam --help'.\n", result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task A_mistyped_option_is_not_taken_for_a_path()
    {
        FlamResult result = (await _sandbox.RunAsync("train", "--froce")).Expect(2);

        Assert.Contains("'--froce'", result.Error, StringComparison.Ordinal);
        Assert.Contains("flam train --help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "")]
    [InlineData("eval", "", "out.txt")]
    [InlineData("eval", "in.txt", "out.txt", "--path", "")]
    [InlineData("list", "--library", "")]
    [InlineData("config", "--library", "")]
    public async Task An_empty_path_exits_with_2(params string[] args) =>
        Assert.Contains("must not be empty", (await _sandbox.RunAsync(args)).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task A_current_folder_that_is_gone_exits_with_2()
    {
        using FlamProcess process = _sandbox.Start(_sandbox.Code.Path, "/bin/sh", "-c", $"mkdir gone && cd gone && rmdir ../gone && exec '{Sandbox.FlamPath}' status");

        Assert.Contains("The current folder does not exist any more.", (await process.ExitAsync()).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_coloured_when_the_output_is_piped()
    {
        _sandbox.Environment["TERM"] = "xterm-256color";
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        foreach (string[] args in new string[][] { ["list"], ["show", snapshot.Id], ["status"], ["experiments"], ["config"], ["--help"], ["trian"], ["test"] })
        {
            FlamResult result = await _sandbox.RunAsync(args);
            Assert.DoesNotContain('\u001b', result.Output + result.Error);
        }
    }

    [Fact]
    public async Task Numbers_are_the_same_in_every_culture()
    {
        _sandbox.Environment["LANG"] = "de_DE.UTF-8";
        _sandbox.Environment["LC_ALL"] = "tr_TR.UTF-8";
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        Assert.EndsWith("accuracy 0.97\n", (await _sandbox.RunAsync("test")).Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("trained, tested", (await _sandbox.RunAsync("list")).Expect(0).Output, StringComparison.Ordinal);
    }
}
