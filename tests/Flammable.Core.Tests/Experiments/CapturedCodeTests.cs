using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class CapturedCodeTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public async Task A_file_edited_while_the_task_trains_belongs_to_the_next_snapshot()
    {
        var gate = new Gate(_experiment.Root);
        string first = TaskCode.Training(gate.Statements + "Snapshot.Train.Append(\"version\", 1);");
        _experiment.Write("Task.cs", first);
        Task<Snapshot?> training = Task.Run(() => _experiment.Train(), TestContext.Current.CancellationToken);
        gate.WaitUntilReached();
        string second = first.Replace("\"version\", 1", "\"version\", 2", StringComparison.Ordinal);
        _experiment.Write("Task.cs", second);
        gate.Open();

        Snapshot one = (await training)!;
        Snapshot two = _experiment.Train()!;

        Assert.Equal((1, 2), (one.Train["version"].Last, two.Train["version"].Last));
        Assert.Equal(first, _experiment.Folder.Git("show", $"{one.Commit}:Task.cs"));
        Assert.Equal(second, _experiment.Folder.Git("show", $"{two.Commit}:Task.cs"));
    }

    [Fact]
    public void A_file_edited_between_the_compilation_and_the_commit_is_committed_as_it_was_compiled()
    {
        _experiment.Folder.CommitAll();
        string compiled = TaskCode.Counting(2);
        _experiment.Write("Task.cs", compiled);

        Snapshot snapshot = Train(meanwhile: () => _experiment.Write("Task.cs", TaskCode.Counting(3)));

        Assert.Equal(2, snapshot.Train["number"].Last);
        Assert.Equal(compiled, _experiment.Folder.Git("show", $"{snapshot.Commit}:Task.cs"));
        Assert.Equal(TaskCode.Counting(3), File.ReadAllText(Path.Combine(_experiment.Folder, "Task.cs")));
        Assert.Equal("M Task.cs", _experiment.Folder.Git("status", "--porcelain").Trim());
        Assert.Equal(3, _experiment.Train()!.Train["number"].Last);
    }

    [Fact]
    public void A_file_deleted_between_the_compilation_and_the_commit_is_committed_as_it_was_compiled()
    {
        _experiment.Folder.CommitAll();
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Snapshot snapshot = Train(meanwhile: () => File.Delete(Path.Combine(_experiment.Folder, "Task.cs")));

        Assert.Equal(TaskCode.Counting(2), _experiment.Folder.Git("show", $"{snapshot.Commit}:Task.cs"));
    }

    [Fact]
    public void The_committed_bytes_are_the_compiled_ones_with_byte_order_mark_and_line_endings()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(TaskCode.Counting().ReplaceLineEndings("\r\n") + "// ä€𝄞")];
        File.WriteAllBytes(Path.Combine(_experiment.Folder, "Task.cs"), bytes);

        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal(
            _experiment.Folder.Git("hash-object", "--no-filters", "Task.cs"),
            _experiment.Folder.Git("rev-parse", $"{snapshot.Commit}:Task.cs"));
    }

    [Fact]
    public void All_files_of_the_folder_are_captured_whether_they_are_code_or_not()
    {
        _experiment.Write("Layers/Dense.cs", "public static class Dense { }");
        _experiment.Write("data/iris.csv", "1,2");
        _experiment.Write(".hidden/settings.json", "{}");
        _experiment.Write("empty", "");

        Snapshot snapshot = _experiment.Train()!;

        Assert.Equal(
            [".hidden/settings.json", "Layers/Dense.cs", "Task.cs", "data/iris.csv", "empty"],
            _experiment.Folder.FilesOf(snapshot.Commit));
    }

    [Fact]
    public void Build_output_is_never_captured_nor_compiled()
    {
        foreach (string folder in (string[])["bin", "obj", "inner/bin", "inner/obj", "__pycache__", ".vs", ".ipynb_checkpoints"])
        {
            _experiment.Write($"{folder}/Old.cs", "no C#");
        }

        _experiment.Write("stray.pyc", "");

        Assert.Equal(["Task.cs"], _experiment.Folder.FilesOf(_experiment.Train()!.Commit));
    }

    // "Compiled" is told when the code has been read, before the capture.
    private Snapshot Train(Action meanwhile) =>
        _experiment.Library.Train(
            new TrainRequest(_experiment.Folder), new OnCompiled(meanwhile), TestContext.Current.CancellationToken)!;

    private sealed class OnCompiled(Action act) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent step && step.Message.StartsWith("Compiled", StringComparison.Ordinal))
            {
                act();
            }
        }
    }
}
