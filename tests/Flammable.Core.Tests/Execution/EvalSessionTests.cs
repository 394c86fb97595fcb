using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class EvalSessionTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    private string Output => Path.Combine(_experiment.Root, "out", "out.txt");

    [Fact]
    public void One_session_evaluates_many_files()
    {
        using EvalSession session = Open();

        for (int i = 0; i < 20; i++)
        {
            Eval(session, Input($"{i}-"), Output + i);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}-1"), Enumerable.Range(0, 20).Select(i => File.ReadAllText(Output + i)));
        Assert.Equal(20, Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!).Length);
    }

    [Fact]
    public void Output_that_exists_is_replaced()
    {
        using EvalSession session = Open();
        File.WriteAllText(Output, "old");

        Eval(session, Input("x"), Output);

        Assert.Equal("x1", File.ReadAllText(Output));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Task_that_throws_half_way_leaves_the_output_as_it_was(bool exists)
    {
        _experiment.Write("Task.cs", Evaluating("""File.WriteAllText(outputPath, "half"); throw new InvalidOperationException("broken sample");"""));
        using EvalSession session = Open();
        if (exists)
        {
            File.WriteAllText(Output, "old");
        }

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => Eval(session, Input("x"), Output));

        Assert.Contains("broken sample", error.Message, StringComparison.Ordinal);
        Assert.Equal(exists ? ["old"] : [], Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!).Select(File.ReadAllText));
    }

    [Fact]
    public void Session_goes_on_after_a_file_that_failed()
    {
        _experiment.Write("Task.cs", Evaluating(
            """string text = File.ReadAllText(inputPath); if (text == "bad") throw new InvalidOperationException(); File.WriteAllText(outputPath, text);"""));
        using EvalSession session = Open();
        Assert.Throws<TaskFailedException>(() => Eval(session, Input("bad"), Output));

        Eval(session, Input("good"), Output);

        Assert.Equal("good", File.ReadAllText(Output));
    }

    [Fact]
    public void Task_that_writes_nothing_is_an_error_that_names_the_output()
    {
        _experiment.Write("Task.cs", Evaluating(""));
        using EvalSession session = Open();

        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => Eval(session, Input("x"), Output));

        Assert.Contains(Output, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_that_is_missing_is_named_and_the_task_does_not_run()
    {
        _experiment.Write("Task.cs", Evaluating("""Console.WriteLine("ran");"""));
        using EvalSession session = Open();

        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => Eval(session, Path.Combine(_experiment.Root, "missing.csv"), Output));

        Assert.EndsWith("missing.csv", error.FileName, StringComparison.Ordinal);
        Assert.Empty(_experiment.Events.Log);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!));
    }

    [Fact]
    public async Task Cancelled_evaluation_leaves_no_output()
    {
        _experiment.Write("Task.cs", Evaluating(
            """File.WriteAllText(outputPath, "half"); Console.WriteLine("here"); Thread.Sleep(Timeout.Infinite);"""));
        using EvalSession session = Open();
        using var cancellation = new CancellationTokenSource();

        Task run = Task.Run(() => session.Eval(Input("x"), Output, _experiment.Events, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => _experiment.Events.Log.Contains("here"), "the task runs");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!));
    }

    [Fact]
    public void Output_where_a_folder_stands_is_refused_and_the_folder_stays()
    {
        using EvalSession session = Open();
        Directory.CreateDirectory(Output);

        IOException error = Assert.Throws<IOException>(() => Eval(session, Input("x"), Output));

        Assert.Contains($"'{Output}'", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Output)!));
    }

    [Fact]
    public void Sessions_of_one_snapshot_go_together_and_keep_a_training_out()
    {
        using EvalSession first = Open();
        using EvalSession second = Open();
        Eval(first, Input("a"), Output + 1);
        Eval(second, Input("b"), Output + 2);

        Assert.Equal(SnapshotStateProblem.InUse, Assert.Throws<SnapshotStateException>(() => _experiment.Train(TrainMode.Retrain)).Problem);
        Assert.Equal(SnapshotState.Trained, Assert.Single(_experiment.Library.GetSnapshots()).State);
    }

    [Fact]
    public void Task_without_EvalPath_says_so()
    {
        _experiment.Write("Task.cs", TaskCode.Training(""));
        using EvalSession session = Open();

        Assert.Equal("EvalPath", Assert.Throws<TaskMethodMissingException>(() => Eval(session, Input("x"), Output)).Method);
    }

    private static string Evaluating(string statements) => TaskCode.Task(
        $"public override void Train() {{ }} public override void EvalPath(string inputPath, string outputPath) {{ {statements} }}", "EvalTask");

    private EvalSession Open()
    {
        _experiment.Train();
        Directory.CreateDirectory(Path.GetDirectoryName(Output)!);
        return _experiment.Library.OpenEval(new EvalRequest { Path = _experiment.Folder }, _experiment.Events, TestContext.Current.CancellationToken);
    }

    private string Input(string content)
    {
        string path = Path.Combine(_experiment.Root, $"{Guid.NewGuid():N}.txt");
        File.WriteAllText(path, content);
        return path;
    }

    private void Eval(EvalSession session, string input, string output) =>
        session.Eval(input, output, _experiment.Events, TestContext.Current.CancellationToken);
}
