using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>A task's assembly is let go after its run.</summary>
public sealed class UnloadingTests
{
    private const string JsonTask =
        """
            public sealed record Weights(double[] Values);

            public override void Train() =>
                Snapshot.SaveModel("w.json", stream => System.Text.Json.JsonSerializer.Serialize(stream, new Weights([1, 2])));

            public override void Test()
            {
                using Stream stream = Snapshot.OpenModel();
                Snapshot.Test.Store("n", System.Text.Json.JsonSerializer.Deserialize<Weights>(stream)!.Values.Length);
            }

            public override void EvalPath(string inputPath, string outputPath) =>
                File.WriteAllText(outputPath, System.Text.Json.JsonSerializer.Serialize(new Weights([3])));
        """;

    [Fact]
    public void Context_is_collected_after_a_training()
    {
        using var experiment = new Experimenting();

        Until.Collected(LoadedContext.Of(() => experiment.Train()));
    }

    [Fact]
    public void Contexts_of_a_task_that_serializes_its_own_types_are_collected_after_train_test_and_eval()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(JsonTask, "JsonTask"));
        string input = experiment.Write("input.txt", "x");

        Until.Collected(LoadedContext.Of(() => experiment.Train()));
        Until.Collected(LoadedContext.Of(() => experiment.Test()));
        Until.Collected(LoadedContext.Of(() => Eval(experiment, input)));
    }

    [Fact]
    public void Context_is_collected_after_a_training_by_a_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The program is sh.");
        using var experiment = new Experimenting(
            task: """public sealed class Shell : Flammable.Processes.ProcessTask { protected override string? TrainCommand => "sh -c 'sleep 300 & echo $!'"; }""");

        Until.Collected(LoadedContext.Of(() => experiment.Train()));

        using var left = System.Diagnostics.Process.GetProcessById(
            int.Parse(Assert.Single(experiment.Events.Log), System.Globalization.CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public void Error_that_is_kept_does_not_keep_the_context()
    {
        using var experiment = new Experimenting(task: TaskCode.Training("throw new Own();") + "public sealed class Own : Exception;");
        TaskFailedException? error = null;

        WeakReference context = LoadedContext.Of(() => error = Assert.Throws<TaskFailedException>(() => experiment.Train()));

        Until.Collected(context);
        Assert.Equal("Own", error!.ErrorType);
    }

    [Fact]
    public void Error_of_a_constructor_does_not_keep_the_context()
    {
        using var experiment = new Experimenting(task: TaskCode.Task("public Own() => throw new Exception(\"x\"); public override void Train() { }", "Own"));
        TaskFailedException? error = null;

        WeakReference context = LoadedContext.Of(() => error = Assert.Throws<TaskFailedException>(() => experiment.Train()));

        Until.Collected(context);
        GC.KeepAlive(error);
    }

    [Fact]
    public void Hyperparameters_and_custom_data_do_not_keep_the_context()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public enum Kind { Small, Large }
                public sealed record Note(string Text);
                [Hyperparameter] public Kind Size { get; set; } = Kind.Large;
                [Hyperparameter] public Note Remark { get; set; } = new("hm");
                public override void Train() => Snapshot.Custom["note"] = System.Text.Json.Nodes.JsonValue.Create(Kind.Small.ToString());
            """,
            "Own"));
        Snapshot? snapshot = null;

        WeakReference context = LoadedContext.Of(() => snapshot = experiment.Train());

        Until.Collected(context);
        Assert.Equal("Large", snapshot!.Parameters["Size"]);
    }

    [Fact]
    public void Description_of_a_task_does_not_keep_the_context()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public enum Kind { Small, Large }
                public sealed record Note(string Text);
                [Hyperparameter(Choices = ["Large"], Description = "how much")] public Kind? Size { get; set; } = Kind.Large;
                [Hyperparameter] public Note Remark { get; set; } = new("hm");
            """,
            "Own"));
        IReadOnlyList<TaskDescription> tasks = [];

        WeakReference context = LoadedContext.Of(
            () => tasks = experiment.Library.GetTasks(experiment.Folder, cancellation: TestContext.Current.CancellationToken));

        Until.Collected(context);
        Assert.Equal(["Size Large", "Remark Note { Text = hm }"], tasks[0].Hyperparameters.Select(one => one.ToString()));
    }

    [Fact]
    public void Session_that_was_closed_does_not_keep_the_context()
    {
        using var experiment = new Experimenting();
        experiment.Train();
        EvalHolder holder = new();

        WeakReference context = LoadedContext.Of(() => holder.OpenAndClose(experiment));

        Until.Collected(context);
        GC.KeepAlive(holder);
    }

    private static void Eval(Experimenting experiment, string input)
    {
        using EvalSession session =
            experiment.Library.OpenEval(new EvalRequest { Path = experiment.Folder, Ignore = true }, null, TestContext.Current.CancellationToken);
        session.Eval(input, Path.Combine(experiment.Root, "out.txt"), null, TestContext.Current.CancellationToken);
    }

    private sealed class EvalHolder
    {
        private EvalSession? _session;

        public void OpenAndClose(Experimenting experiment)
        {
            _session = experiment.Library.OpenEval(new EvalRequest { Path = experiment.Folder }, null, TestContext.Current.CancellationToken);
            _session.Dispose();
        }
    }
}
