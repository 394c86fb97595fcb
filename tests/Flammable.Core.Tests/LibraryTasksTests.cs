using System.Globalization;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryTasksTests : IDisposable
{
    private const string Tuned =
        """
            public enum Kind { Small, Large }
            public sealed record Note(string Text);
            public TunedTask() => Console.WriteLine("made");
            [Hyperparameter(Min = 0, Max = 1, Description = "How far one step goes.")] public double Rate { get; set; } = 0.1;
            [Hyperparameter(Min = 1)] public int Units { get; set; } = 8;
            [Hyperparameter(Max = 0.5)] public float Share { get; set; } = 0.25f;
            [Hyperparameter(Choices = ["adam", "sgd"])] public string Optimizer { get; set; } = "adam";
            [Hyperparameter] public Kind? Size { get; set; } = Kind.Large;
            [Hyperparameter] public bool? Flag { get; set; }
            [Hyperparameter] public Note Remark { get; } = new("hm");
            public override void Train() { }
            public override object? Eval(object? sample) => null;
        """;

    private readonly Experimenting _experiment = new(task: TaskCode.Task(Tuned, "TunedTask"));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Task_is_described_with_what_it_implements()
    {
        TaskDescription task = Assert.Single(Tasks());

        Assert.Equal(("TunedTask", "TunedTask", Path.Combine(_experiment.Folder, "Task.cs")), (task.Name, task.FullName, task.Path));
        Assert.Equal(["Train", "Eval"], task.Methods);
        Assert.Equal(["made"], _experiment.Events.Log);
    }

    [Fact]
    public void Hyperparameters_are_described_with_type_default_limits_and_help()
    {
        IReadOnlyList<HyperparameterDescription> hyperparameters = Assert.Single(Tasks()).Hyperparameters;

        Assert.Equal(
            [
                ("Rate", "Double", 0.1, "0 to 1"),
                ("Units", "Int32", 8, "at least 1"),
                ("Share", "Single", 0.25f, "at most 0.5"),
                ("Optimizer", "String", "adam", "adam, sgd"),
                ("Size", "Kind", "Large", "Small, Large"),
                ("Flag", "Boolean", null, ""),
                ("Remark", "Note", "Note { Text = hm }", "read-only"),
            ],
            hyperparameters.Select(one => (one.Name, one.Type, one.Default, one.Limits)));
        Assert.Equal((0, 1, "How far one step goes."), (hyperparameters[0].Min, hyperparameters[0].Max, hyperparameters[0].Description));
        Assert.Equal((1, null, null), (hyperparameters[1].Min, hyperparameters[1].Max, hyperparameters[1].Description));
    }

    [Fact]
    public void Texts_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            HyperparameterDescription share = Assert.Single(Tasks()).Hyperparameters[2];
            Assert.Equal(("Share 0.25", "at most 0.5"), (share.ToString(), share.Limits));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Inherited_hyperparameters_are_listed_too()
    {
        _experiment.Write("Task.cs", TaskCode.Task("[Hyperparameter] public int Own { get; set; }", "OwnTask")
            .Replace(": FlamTask", ": Middle", StringComparison.Ordinal)
            + "public abstract class Middle : FlamTask { [Hyperparameter(Description = \"above\")] public virtual int Epochs { get; set; } = 10; }");

        Assert.Equal(
            [("Own", null), ("Epochs", "above")],
            Assert.Single(Tasks()).Hyperparameters.Select(one => (one.Name, one.Description)));
    }

    [Fact]
    public void Nothing_is_captured_and_nothing_is_filed()
    {
        Assert.Single(Tasks());

        Assert.Equal(["Task.cs"], Directory.EnumerateFileSystemEntries(_experiment.Folder).Select(Path.GetFileName));
        Assert.Empty(_experiment.Library.GetExperiments());
    }

    [Fact]
    public void Class_that_cannot_be_made_is_told_and_the_others_are_listed()
    {
        _experiment.Write("Bad.cs", "public class Bad : Flammable.FlamTask { public Bad() => throw new Exception(\"no luck\"); }");
        _experiment.Write("Closed.cs", "public class Closed : Flammable.FlamTask { private Closed() { } }");
        List<FlammableException> failures = [];

        IReadOnlyList<TaskDescription> tasks = Tasks(failed: failures.Add);

        Assert.Equal(["TunedTask"], tasks.Select(task => task.Name));
        Assert.Contains("no luck", Assert.Single(failures.OfType<TaskFailedException>()).Message, StringComparison.Ordinal);
        Assert.Contains("'Closed'", Assert.Single(failures.OfType<TaskNotFoundException>()).Message, StringComparison.Ordinal);
        Assert.Throws<TaskFailedException>(() => Tasks());
    }

    [Fact]
    public void File_means_the_tasks_in_it()
    {
        _experiment.Write("Other.cs", TaskCode.Counting(name: "OtherTask"));

        TaskDescription task = Assert.Single(_experiment.Library.GetTasks(
            Path.Combine(_experiment.Folder, "Other.cs"), cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(("OtherTask", "Train, Test, EvalPath"), (task.Name, string.Join(", ", task.Methods)));
    }

    [Theory]
    [InlineData("tunedtask", "Lab.TunedTask")]
    [InlineData("Lab.*", "Lab.OtherTask, Lab.TunedTask")]
    [InlineData("?therTask", "Lab.OtherTask")]
    [InlineData("No*", "")]
    public void Names_choose_among_the_classes(string name, string expected)
    {
        _experiment.Write("Task.cs", "namespace Lab; public class TunedTask : Flammable.FlamTask; public class OtherTask : Flammable.FlamTask;");

        Assert.Equal(expected, string.Join(", ", Tasks([name])));
    }

    [Fact]
    public void Name_that_no_class_has_is_an_error_that_lists_them() =>
        Assert.Equal(["TunedTask"], Assert.Throws<TaskNotFoundException>(() => Tasks(["Nobody"])).Candidates);

    [Fact]
    public void Code_that_does_not_compile_is_an_error()
    {
        _experiment.Write("Task.cs", "public class Broken");

        Assert.Throws<TaskCompilationException>(() => Tasks());
    }

    [Fact]
    public void Task_that_never_comes_to_life_can_be_left()
    {
        _experiment.Write("Task.cs", TaskCode.Task("public Stuck() => Thread.Sleep(Timeout.Infinite);", "Stuck"));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => _experiment.Library.GetTasks(_experiment.Folder, cancellation: cancellation.Token));
    }

    private IReadOnlyList<TaskDescription> Tasks(string[]? names = null, Action<FlammableException>? failed = null) =>
        _experiment.Library.GetTasks(_experiment.Folder, names, failed, _experiment.Events, TestContext.Current.CancellationToken);
}
