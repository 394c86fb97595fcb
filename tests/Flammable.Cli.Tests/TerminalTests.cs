using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class TerminalTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    private readonly Sandbox _sandbox = new();
    private int _columns = 120;

    public TerminalTests()
    {
        Assert.SkipUnless(File.Exists(Script), "A terminal of its own needs util-linux's 'script'.");
        _sandbox.Environment["TERM"] = "xterm-256color";
        _sandbox.Environment["COLORTERM"] = null;
        _sandbox.Environment["LC_ALL"] = "C.UTF-8";
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_terminal_shows_the_progress_and_clears_it_away()
    {
        string output = await TrainWithProgressAsync("""Snapshot.Train.Append("loss", 0.5); Run.Progress(1, 4);""", untilShown: "loss 0.5");

        Assert.Contains("\u001b[38;5;11m━━━━━\u001b[", output, StringComparison.Ordinal);
        Assert.Contains(" 25% ", output, StringComparison.Ordinal);
        Assert.Contains("Training DemoTask: 1/4, loss 0.5", output, StringComparison.Ordinal);
        Assert.Matches(@"\r\e\[K[^\r]*Trained ", output);
        Assert.DoesNotContain("\u001b[?25l", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_the_task_prints_is_left_as_it_is_above_the_progress()
    {
        string output = await TrainWithProgressAsync("Run.Progress(1, 4);", untilShown: "25%", then: """Console.WriteLine("\u001b[32mgreen\u001b[0m\t漢字 [bold]");""");

        Assert.Contains("\r\u001b[K\u001b[32mgreen\u001b[0m\t漢字 [bold]\r\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_has_no_colours_where_the_user_wants_none()
    {
        _sandbox.Environment["NO_COLOR"] = "1";

        string output = await TrainWithProgressAsync("Run.Progress(1, 4);", untilShown: "25%");

        Assert.Contains("━━━━━ ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_without_Unicode_gets_a_bar_of_plain_characters()
    {
        _sandbox.Environment["LC_ALL"] = "en_US.ISO-8859-1";

        Assert.Contains("m-----\u001b[", await TrainWithProgressAsync("Run.Progress(1, 4);", untilShown: "25%"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_fits_on_a_narrow_terminal_and_no_character_is_cut_in_two()
    {
        _columns = 40;

        string output = await TrainWithProgressAsync("""Run.Progress(1, 4, "字字字字字字字字字字字字字字字字字字字字");""", untilShown: "25%");

        Assert.Contains("\r 25% 1/4, 字字字字字字字字字字字字字…\u001b[K", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_ends_the_process_leaves_no_progress_behind()
    {
        string output = await TrainWithProgressAsync("Run.Progress(1, 4);", untilShown: "25%", then: "Environment.Exit(0);", exitCode: 1);

        Assert.Contains("\r\u001b[Kflam: The task ended the process before it was done.", output, StringComparison.Ordinal);
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

        Assert.DoesNotContain("\u001b[K", await RunOnTerminalAsync("train"), StringComparison.Ordinal);
    }

    /// <summary>Trains a task that goes on when the terminal has shown a text, and gives back all that the terminal got.</summary>
    private async Task<string> TrainWithProgressAsync(string progress, string untilShown, string then = "", int exitCode = 0)
    {
        string shown = _sandbox.FilePath("shown");
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: $$"""{{progress}} while (!File.Exists("{{shown}}")) Thread.Sleep(10); {{then}}"""));
        using FlamProcess process = StartOnTerminal("train");
        await process.PrintsAsync(untilShown);
        await File.WriteAllTextAsync(shown, "", TestContext.Current.CancellationToken);
        return (await process.ExitAsync()).Expect(exitCode).Output;
    }

    private async Task<string> RunOnTerminalAsync(string command)
    {
        using FlamProcess process = StartOnTerminal(command);
        return (await process.ExitAsync()).Expect(0).Output;
    }

    private FlamProcess StartOnTerminal(string command) => _sandbox.Start(
        _sandbox.Code.Path, Script, "--quiet", "--return", "--command", $"stty cols {_columns}; '{Sandbox.FlamPath}' {command}", "/dev/null");
}
