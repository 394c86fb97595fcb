using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>Which data file a run gets: a past snapshot its own, where it was captured.</summary>
public sealed class TaskDataTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: Reading("data.txt"));

    public TaskDataTests() => _experiment.Write("data.txt", "1");

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData("data.txt")]
    [InlineData("./data.txt")]
    [InlineData("sub/../data.txt")]
    [InlineData("deep//data.txt")]
    [InlineData("deep/./data.txt")]
    public void Test_reads_the_data_as_captured_when_the_users_file_changed(string name)
    {
        _experiment.Write("Task.cs", Reading(name));
        _experiment.Write("deep/data.txt", "1");
        Snapshot trained = _experiment.Train()!;
        _experiment.Write("data.txt", "2");
        _experiment.Write("deep/data.txt", "2");

        Snapshot tested = _experiment.Test(ignore: true);

        Assert.Equal((1, 1), (trained.Train["data"].Last, tested.Test["data"].Last));
        Assert.Equal("2", File.ReadAllText(Path.Combine(_experiment.Folder, "data.txt")));
    }

    [Fact]
    public void Test_reads_the_data_as_captured_when_the_users_file_is_gone()
    {
        _experiment.Train();
        File.Delete(Path.Combine(_experiment.Folder, "data.txt"));

        Assert.Equal(1, _experiment.Test(ignore: true).Test["data"].Last);
    }

    [Fact]
    public void Data_that_was_not_captured_is_the_users()
    {
        _experiment.Write(".gitignore", "data.txt\n");
        _experiment.Train();
        _experiment.Write("data.txt", "2");

        Assert.Equal(2, _experiment.Test().Test["data"].Last);
    }

    [Fact]
    public void Data_outside_the_folder_is_the_users()
    {
        _experiment.Write("Task.cs", Reading("../shared.txt"));
        _experiment.Write("../shared.txt", "1");
        _experiment.Train();
        _experiment.Write("../shared.txt", "2");

        Assert.Equal(2, _experiment.Test().Test["data"].Last);
    }

    [Fact]
    public void Folder_of_data_is_found_as_captured()
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            """
                public override void Train() => Snapshot.Train.Store("data", Sum());
                public override void Test() => Snapshot.Test.Store("data", Sum());
                private double Sum() => Directory.EnumerateFiles(Run.UseData("rows"), "*", SearchOption.AllDirectories).Sum(path => double.Parse(File.ReadAllText(path)));
            """,
            "FolderTask"));
        _experiment.Write("rows/a.txt", "1");
        _experiment.Write("rows/deep/b.txt", "2");
        _experiment.Train();
        _experiment.Write("rows/deep/b.txt", "20");
        _experiment.Write("rows/c.txt", "100");

        Assert.Equal(3, _experiment.Test(ignore: true).Test["data"].Last);
    }

    [Theory]
    [InlineData("missing.txt")]
    [InlineData("../missing.txt")]
    [InlineData("/no/such/file.txt")]
    public void Data_that_is_nowhere_is_an_error_that_names_it(string name)
    {
        _experiment.Write("Task.cs", Reading(name));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Assert.Equal("System.IO.FileNotFoundException", error.ErrorType);
        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_reads_the_data_as_captured()
    {
        _experiment.Train();
        _experiment.Write("data.txt", "2");
        using EvalSession session = _experiment.Library.OpenEval(
            new EvalRequest { Path = _experiment.Folder, Ignore = true }, null, TestContext.Current.CancellationToken);

        session.Eval(_experiment.Write("in.txt", ""), Path.Combine(_experiment.Root, "out.txt"), null, TestContext.Current.CancellationToken);

        Assert.Equal("1", File.ReadAllText(Path.Combine(_experiment.Root, "out.txt")));
    }

    private static string Reading(string name) => TaskCode.Task(
        $$"""
            public override void Train() => Snapshot.Train.Store("data", double.Parse(Data()));
            public override void Test() => Snapshot.Test.Store("data", double.Parse(Data()));
            public override void EvalPath(string inputPath, string outputPath) => File.WriteAllText(outputPath, Data());
            private string Data() => File.ReadAllText(Run.UseData("{{name}}"));
        """,
        "ReadingTask");
}
