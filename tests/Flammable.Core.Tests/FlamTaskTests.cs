using Flammable.Errors;

namespace Flammable.Tests;

/// <summary>A task in direct use, from other code.</summary>
public sealed class FlamTaskTests
{
    [Fact]
    public void Task_in_direct_use_files_its_results_in_memory()
    {
        var task = new DirectTask();

        task.Train();
        task.Test();

        Assert.Equal((2L, 0.25), (task.Snapshot.Train.Summaries["loss"].Count, task.Snapshot.Train.Summaries["loss"].Last));
        Assert.Equal(3, task.Snapshot.Test.Summaries["size"].Last);
        Assert.Equal(["model.bin"], task.Snapshot.ModelFiles);
        Assert.Equal("yes", task.Snapshot.Custom["note"]!.GetValue<string>());
        Assert.Equal(5, task.Eval(4));
        Assert.Null(task.Run.Verb);
    }

    [Fact]
    public void Results_of_two_tasks_are_their_own()
    {
        var first = new DirectTask();
        first.Train();

        Assert.Empty(new DirectTask().Snapshot.Train.Summaries);
    }

    [Fact]
    public void Methods_that_are_not_overridden_say_what_the_task_does_not_implement()
    {
        var task = new EmptyTask();
        (string Method, Action Call)[] all =
        [
            ("Train", task.Train), ("Test", task.Test), ("Eval", () => task.Eval(null)), ("EvalPath", () => task.EvalPath("a", "b")),
        ];

        Assert.All(all, one =>
        {
            TaskMethodMissingException error = Assert.Throws<TaskMethodMissingException>(one.Call);
            Assert.Equal(("EmptyTask", one.Method), (error.TaskName, error.Method));
            Assert.Equal($"The task 'EmptyTask' does not implement {one.Method}.", error.Message);
        });
    }

    [Fact]
    public void Data_in_direct_use_is_found_beside_the_program()
    {
        string name = Path.GetFileName(typeof(FlamTaskTests).Assembly.Location);

        Assert.Equal(Path.Combine(AppContext.BaseDirectory, name), new EmptyTask().Run.UseData(name));
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => new EmptyTask().Run.UseData("no-such-file.csv"));
        Assert.Contains("'no-such-file.csv'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Main_needs_the_source_that_it_would_capture()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => FlamTask.Main(["status"], "/no/such/Task.cs"));

        Assert.Contains("/no/such/Task.cs", error.Message, StringComparison.Ordinal);
    }

    private sealed class EmptyTask : FlamTask;

    private sealed class DirectTask : FlamTask
    {
        public override void Train()
        {
            Snapshot.Train.Append("loss", 0.5, epoch: 1);
            Run.Progress(1, 2);
            Snapshot.Train.Append("loss", 0.25, epoch: 2);
            Snapshot.SaveModel("model.bin", stream => stream.Write([1, 2, 3]));
            Snapshot.Custom["note"] = "yes";
        }

        public override void Test()
        {
            using Stream model = Snapshot.OpenModel();
            Snapshot.Test.Store("size", model.Length);
        }

        public override object? Eval(object? sample) => (int)sample! + 1;
    }
}
