using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_task_that_throws_exits_with_1_and_names_its_error_and_the_log()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: """throw new InvalidOperationException("the data is gone");"""));

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(1);

        Assert.StartsWith("flam: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("the data is gone", result.Error, StringComparison.Ordinal);
        Assert.Contains("DemoTask.Train()", result.Error, StringComparison.Ordinal);
        Assert.Contains("run.log", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("defect in Flammable", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_does_not_compile_exits_with_4_and_shows_file_line_and_text()
    {
        _sandbox.Code.Write(TaskCode.FileName, "using Flammable;\npublic sealed class DemoTask : FlamTask\n{\n    public override void Train() { int x = nothing; }\n}\n");

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(4);

        Assert.Matches(@"DemoTask\.cs\(4,\d+\): error CS0103: .*'nothing'", result.Error);
        Assert.Contains("    public override void Train() { int x = nothing; }\n", result.Error, StringComparison.Ordinal);
        Assert.Empty((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray());
    }

    [Fact]
    public async Task A_folder_without_a_task_exits_with_2() =>
        Assert.Contains("FlamTask", (await _sandbox.RunAsync("train")).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public async Task A_path_that_does_not_exist_exits_with_2() => (await _sandbox.RunAsync("train", "nowhere.cs")).Expect(2);

    [Fact]
    public async Task Two_tasks_exit_with_2_and_are_listed_to_choose_from()
    {
        _sandbox.Code.Write("First.cs", TaskCode.Of(name: "FirstTask"));
        _sandbox.Code.Write("Second.cs", TaskCode.Of(name: "SecondTask"));

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(2);

        Assert.Contains("--task-name", result.Error, StringComparison.Ordinal);
        Assert.Contains("\n    FirstTask\n    SecondTask\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_exits_with_3_and_shows_the_lines_for_gitignore_unless_allowed()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _sandbox.Code.Write(".env", "TOKEN=1");

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(3);

        Assert.Matches(@"Add to \.gitignore:\n\s+/?\.env\n", result.Error);
        (await _sandbox.RunAsync("train", "--allow-file", ".env")).Expect(0);
    }

    [Fact]
    public async Task A_merge_in_progress_exits_with_5()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        _sandbox.Code.Git("init", "--quiet");
        _sandbox.Code.Git("add", ".");
        _sandbox.Code.Git("commit", "--quiet", "--message", "first");
        _sandbox.Code.Write(Path.Combine(".git", "MERGE_HEAD"), _sandbox.Code.Git("rev-parse", "HEAD"));

        (await _sandbox.RunAsync("train")).Expect(5);
    }

    [Fact]
    public async Task A_library_that_is_a_file_exits_with_5()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);
        File.WriteAllText(_sandbox.Library, "");

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(5);

        Assert.Contains(_sandbox.Library, result.Error, StringComparison.Ordinal);
        Assert.Contains("--library", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_inside_the_experiment_exits_with_5()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Whole);

        (await _sandbox.RunAsync("train", "--library", "library")).Expect(5);
    }

    [Fact]
    public async Task Task_that_ends_the_process_is_a_failure_and_leaves_an_interrupted_snapshot()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of(train: "Environment.Exit(0);"));

        FlamResult result = (await _sandbox.RunAsync("train")).Expect(1);
        FlamResult list = (await _sandbox.RunAsync("list", "--json")).Expect(0);

        Assert.Contains("The task ended the process", result.Error, StringComparison.Ordinal);
        Assert.Equal("interrupted", list.Json.AsArray().Single()!["state"]!.GetValue<string>());
    }
}
