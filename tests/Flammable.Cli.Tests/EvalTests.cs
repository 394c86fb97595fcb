using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class EvalTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _input;
    private readonly string _output;

    public EvalTests()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _input = _sandbox.FilePath("in put.txt");
        _output = _sandbox.FilePath("out put.txt");
        File.WriteAllText(_input, "flame");
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Eval_writes_the_predictions()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("eval", _input, _output)).Expect(0);

        Assert.Equal("FLAME", File.ReadAllText(_output));
        Assert.Equal($"Wrote '{_output}' with Demo/{snapshot.Name}\n", result.Output);
    }

    [Fact]
    public async Task Eval_takes_the_task_from_path_and_relative_files_from_the_current_folder()
    {
        CodeFolder other = _sandbox.NewCode("Other");
        other.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync(other.Path);

        (await _sandbox.RunAsync("eval", Path.Combine("..", "..", "in put.txt"), Path.Combine("..", "..", "out put.txt"), "--path", other.Path)).Expect(0);

        Assert.Equal("FLAME", File.ReadAllText(_output));
    }

    [Fact]
    public async Task Eval_with_json_prints_the_snapshot()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("eval", _input, _output, "--json")).Expect(0);

        Assert.Equal(snapshot.Id, result.Json["uid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Eval_is_refused_with_3_when_the_code_changed_unless_ignored_or_a_snapshot_is_named()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        _sandbox.Code.Write("Notes.txt", "new");

        (await _sandbox.RunAsync("eval", _input, _output)).Expect(3);
        Assert.False(File.Exists(_output));

        (await _sandbox.RunAsync("eval", _input, _output, "--ignore")).Expect(0);
        (await _sandbox.RunAsync("eval", _input, _output, "--snapshot", snapshot.Name)).Expect(0);
    }

    [Fact]
    public async Task Eval_exits_with_2_when_the_input_is_missing() =>
        Assert.Contains("does not exist", (await _sandbox.RunAsync("eval", "nothing.txt", _output)).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Eval_exits_with_2_when_input_and_output_are_one_file() =>
        Assert.Contains("same file", (await _sandbox.RunAsync("eval", _input, _input)).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Eval_exits_with_2_when_the_folder_of_the_output_is_missing() =>
        Assert.Contains("folder of the output", (await _sandbox.RunAsync("eval", _input, Path.Combine("no", "out.txt"))).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Eval_exits_with_2_without_an_output() => (await _sandbox.RunAsync("eval", _input)).Expect(2);
}
