using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Train_runs_the_task_and_exits_with_0()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        FlamResult result = (await _sandbox.RunAsync("train", "--message", "first")).Expect(0);

        Assert.StartsWith("training\nTrained Demo/", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(": loss 0.25\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_takes_the_path_of_the_task_as_its_argument()
    {
        CodeFolder other = _sandbox.NewCode("Other place [1]");
        string file = other.Write(TaskCode.FileName, TaskCode.Whole);

        SnapshotFacts snapshot = await _sandbox.TrainAsync(file);

        Assert.Equal("trained", snapshot.State);
    }

    [Fact]
    public async Task Train_with_json_prints_the_snapshot_alone_to_standard_output()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        FlamResult result = (await _sandbox.RunAsync("train", "--json", "--message", "first")).Expect(0);

        Assert.Equal("first", result.Json["comment"]!.GetValue<string>());
        Assert.Contains("training", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_says_so_and_exits_with_0_when_nothing_changed()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(0);

        Assert.Equal(
            "warning: No changes detected. If you wish to train a new snapshot anyway, run with --force. If you wish to retrain the last snapshot, run with --retrain.\n",
            result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Train_with_json_prints_null_when_nothing_changed()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        await _sandbox.TrainAsync();

        Assert.Equal("null\n", (await _sandbox.RunAsync("train", "--json")).Expect(0).Output);
    }

    [Fact]
    public async Task Train_with_force_makes_another_snapshot_of_the_same_commit()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        SnapshotFacts first = await _sandbox.TrainAsync();

        SnapshotFacts second = await _sandbox.TrainAsync("--force");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Commit, second.Commit);
    }

    [Fact]
    public async Task Train_with_retrain_trains_the_same_snapshot_again()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        SnapshotFacts first = await _sandbox.TrainAsync();

        SnapshotFacts second = await _sandbox.TrainAsync("--retrain");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal("trained", second.State);
    }

    [Fact]
    public async Task Train_refuses_force_and_retrain_together_with_2()
    {
        FlamResult result = (await _sandbox.RunAsync("train", "--force", "--retrain")).Expect(2);

        Assert.StartsWith("flam: --force and --retrain exclude each other.\n  ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_in_branch_mode_commits_on_the_branch_with_the_message()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _sandbox.Code.Git("init", "--quiet");

        SnapshotFacts snapshot = await _sandbox.TrainAsync("--commit-mode", "branch", "-m", "@first");

        Assert.Equal(snapshot.Commit, _sandbox.Code.Git("rev-parse", "HEAD").Trim());
        Assert.Equal("@first", _sandbox.Code.Git("log", "-1", "--format=%s").Trim());
    }

    [Fact]
    public async Task Train_in_detached_mode_leaves_the_branch_unborn()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _sandbox.Code.Git("init", "--quiet");

        SnapshotFacts snapshot = await _sandbox.TrainAsync("--commit-mode", "detached");

        Assert.Equal("commit", _sandbox.Code.Git("cat-file", "-t", snapshot.Commit).Trim());
        Assert.Empty(_sandbox.Code.Git("branch", "--list"));
    }

    [Fact]
    public async Task Train_takes_the_class_that_task_name_says()
    {
        _sandbox.Code.Write("First.cs", TaskCode.Of(name: "FirstTask"));
        _sandbox.Code.Write("Second.cs", TaskCode.Of(name: "SecondTask"));

        SnapshotFacts snapshot = await _sandbox.TrainAsync("--task-name", "SecondTask");

        Assert.Equal("SecondTask", snapshot.Json["task"]!.GetValue<string>());
    }

    [Fact]
    public async Task Train_prints_a_hundred_thousand_lines_in_order()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """for (int i = 0; i < 100_000; i++) { Console.WriteLine(i); }"""));

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(0);

        string[] lines = result.Output.Split('\n');
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => $"{i}"), lines.Take(100_000));
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData(">&-")]
    [InlineData(">&- 2>&-")]
    public async Task Train_goes_on_when_what_the_task_prints_cannot_be_written_and_exits_with_5(string redirection)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "It needs a device that is always full.");
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        using FlamProcess process = _sandbox.Start(_sandbox.Code.Path, "/bin/sh", "-c", $"exec '{Sandbox.FlamPath}' train {redirection}");
        (await process.ExitAsync()).Expect(5);

        Assert.Contains(" trained ", (await _sandbox.RunAsync("list")).Expect(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_ends_the_process_when_the_task_leaves_threads()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """new Thread(() => Thread.Sleep(Timeout.Infinite)) { IsBackground = false }.Start();"""));

        (await _sandbox.RunAsync("train")).Expect(0);
    }

    [Fact]
    public async Task Train_tells_its_steps_only_with_verbose()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        Assert.Empty((await _sandbox.RunAsync("train")).Expect(0).Error);
        Assert.NotEmpty((await _sandbox.RunAsync("train", "--force", "--verbose")).Expect(0).Error);
    }

    [Fact]
    public async Task Train_of_a_task_compiled_before_loads_neither_the_compiler_nor_the_table_printer()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies()) { Console.WriteLine(assembly.GetName().Name); }"""));
        await _sandbox.TrainAsync();

        FlamResult result = (await _sandbox.RunAsync("train", "--force")).Expect(0);

        Assert.Contains("Flammable.Core", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Spectre.Console", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_sets_hyperparameters_and_refuses_those_that_the_task_has_not()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of().Replace("public override void Train", "[Hyperparameter] public double Rate { get; set; } = 1; public override void Train", StringComparison.Ordinal));

        SnapshotFacts snapshot = await _sandbox.TrainAsync("--set", "Rate=0.5");
        FlamResult unknown = await _sandbox.RunAsync("train", "--set", "Speed=1");
        FlamResult noValue = await _sandbox.RunAsync("train", "--set", "Rate");

        Assert.Equal(0.5, snapshot.Json["parameters"]!["Rate"]!.GetValue<double>());
        Assert.Contains("    Rate\n", unknown.Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("name=value", noValue.Expect(2).Error, StringComparison.Ordinal);
    }
}
