using System.Globalization;
using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class EvalOnServerTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public EvalOnServerTests() => _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Times(2));

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Ten_thousand_samples_of_a_file_are_answered_in_order()
    {
        string id = await StartAsync();
        string input = Write("in.jsonl", Numbers(10_000));

        FlamResult result = (await _sandbox.RunAsync("eval", input, _sandbox.FilePath("out.jsonl"), "--server", id)).Expect(0);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(Doubled), File.ReadLines(_sandbox.FilePath("out.jsonl")));
        Assert.StartsWith($"Wrote '{_sandbox.FilePath("out.jsonl")}' with the server {id} (Demo/", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_of_a_pipe_are_answered_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        await StartAsync();
        string input = Write("in.txt", Numbers(10_000));

        FlamResult result = await PipeAsync($"cat '{input}'");

        Assert.Equal(Enumerable.Range(0, 10_000).Select(Doubled), result.Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task A_sample_is_answered_while_the_pipe_stays_open()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        await StartAsync();
        string gate = _sandbox.FilePath("gate");
        using FlamProcess eval = Pipe($"(echo 21; while [ ! -e '{gate}' ]; do sleep 0.05; done; echo 22)");

        await eval.PrintsAsync("42\n");
        File.WriteAllText(gate, "");

        Assert.Equal("42\n44\n", (await eval.ExitAsync()).Expect(0).Output);
    }

    [Fact]
    public async Task An_array_becomes_an_array()
    {
        await StartAsync();

        (await _sandbox.RunAsync("eval", Write("in.json", "[1, 2]"), _sandbox.FilePath("out.json"), "--server")).Expect(0);

        Assert.Equal("[2,4]", JsonNode.Parse(File.ReadAllText(_sandbox.FilePath("out.json")))!.ToJsonString());
    }

    [Fact]
    public async Task Rows_of_csv_are_answered_where_the_task_reads_them()
    {
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of(
            "((string[])sample!).Length",
            members: "protected override object? ReadCsvSample(System.Collections.Generic.IReadOnlyList<string> fields) => System.Linq.Enumerable.ToArray(fields);"));
        await StartAsync();

        (await _sandbox.RunAsync("eval", Write("in.csv", "a,\"b\r\nc\"\r\nd\r\n"), _sandbox.FilePath("out.jsonl"), "--server")).Expect(0);

        Assert.Equal("2\n1\n", File.ReadAllText(_sandbox.FilePath("out.jsonl")));
    }

    [Fact]
    public async Task The_first_row_of_csv_is_passed_over_where_it_is_a_header_and_the_help_for_it_is_told()
    {
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of(
            "sample",
            members: "protected override object? ReadCsvSample(System.Collections.Generic.IReadOnlyList<string> fields) => double.TryParse(fields[0], out double number) ? number : throw new System.ArgumentException(\"It is no number.\", \"sample\");"));
        await StartAsync();
        string input = Write("in.csv", "\"a\nb\"\n1\n2\n");
        string output = _sandbox.FilePath("out.jsonl");

        FlamResult without = (await _sandbox.RunAsync("eval", input, output, "--server")).Expect(1);
        Assert.StartsWith("line 1: It is no number.", without.Error, StringComparison.Ordinal);
        Assert.Contains("add --header", without.Error, StringComparison.Ordinal);
        FlamResult with = (await _sandbox.RunAsync("eval", input, output, "--server", "--header")).Expect(0);
        Assert.Equal(("1\n2\n", ""), (File.ReadAllText(output), with.Error));
    }

    [Fact]
    public async Task A_header_is_for_csv_and_a_server_alone()
    {
        string input = Write("in.csv", "a\n1\n");
        string lines = Write("in.jsonl", "1\n");

        Assert.Contains("--header is for --server alone", (await _sandbox.RunAsync("eval", input, _sandbox.FilePath("out.csv"), "--header")).Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("no .csv file", (await _sandbox.RunAsync("eval", lines, _sandbox.FilePath("out.jsonl"), "--server", "--header")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_csv_are_refused_where_the_task_reads_none()
    {
        await StartAsync();

        (await _sandbox.RunAsync("eval", Write("in.csv", "1\n2\n"), _sandbox.FilePath("out.jsonl"), "--server")).Expect(3);

        Assert.False(File.Exists(_sandbox.FilePath("out.jsonl")));
    }

    [Fact]
    public async Task A_sample_that_fails_is_named_after_which_the_others_are_answered_and_exits_with_1()
    {
        await StartAsync();

        FlamResult result = await _sandbox.RunAsync("eval", Write("in.jsonl", "1\n\n\"x\"\n{\n3\n"), _sandbox.FilePath("out.jsonl"), "--server");

        Assert.Equal("2\nnull\nnull\n6\n", File.ReadAllText(_sandbox.FilePath("out.jsonl")));
        string[] lines = result.Expect(1).Error.Split('\n');
        Assert.StartsWith("line 3: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("line 4: ", lines[1], StringComparison.Ordinal);
        Assert.Equal("flam: 2 of 4 samples have no prediction; 'null' stands for each.", lines[2]);
    }

    [Fact]
    public async Task Nothing_is_written_where_the_server_dies_in_between()
    {
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of(
            "sample is 5000.0 ? Die() : sample",
            members: "object? Die() { System.Diagnostics.Process.GetCurrentProcess().Kill(); return null; }"));
        string id = await StartAsync();

        FlamResult result = await _sandbox.RunAsync("eval", Write("in.jsonl", Numbers(10_000)), _sandbox.FilePath("out.jsonl"), "--server", id);

        Assert.Contains($"flam server stop {id}", result.Expect(7).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.FilePath("out.jsonl")));
    }

    [Theory]
    [InlineData("--snapshot", "last")]
    [InlineData("--ignore")]
    [InlineData("--path", ".")]
    public async Task A_server_answers_with_its_own_snapshot(params string[] options) =>
        (await _sandbox.RunAsync(["eval", Write("in.jsonl", "1"), _sandbox.FilePath("out.jsonl"), "--server", "x", .. options])).Expect(2);

    [Fact]
    public async Task A_file_of_no_known_format_and_a_server_that_is_not_there_exit_with_2()
    {
        FlamResult format = await _sandbox.RunAsync("eval", Write("in.txt", "1"), _sandbox.FilePath("out.jsonl"), "--server");
        FlamResult server = await _sandbox.RunAsync("eval", Write("in.jsonl", "1"), _sandbox.FilePath("out.jsonl"), "--server");

        Assert.Contains("does not say the format", format.Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("No server is running", server.Expect(2).Error, StringComparison.Ordinal);
    }

    private static string Numbers(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number}\n")));

    private static string Doubled(int number) => (number * 2).ToString(CultureInfo.InvariantCulture);

    private string Write(string name, string content)
    {
        File.WriteAllText(_sandbox.FilePath(name), content);
        return _sandbox.FilePath(name);
    }

    private async Task<string> StartAsync()
    {
        await _sandbox.TrainAsync();
        return (await _sandbox.RunAsync("server", "--detach", "--json")).Expect(0).Json["id"]!.GetValue<string>();
    }

    private FlamProcess Pipe(string command) =>
        _sandbox.Start(_sandbox.Code.Path, "sh", "-c", $"{command} | '{Sandbox.FlamPath}' eval - - --server");

    private async Task<FlamResult> PipeAsync(string command)
    {
        using FlamProcess process = Pipe(command);
        return await process.ExitAsync();
    }
}
