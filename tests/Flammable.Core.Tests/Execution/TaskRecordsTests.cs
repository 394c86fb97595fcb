using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

/// <summary>What a snapshot records of its task: hyperparameters and custom data.</summary>
public sealed class TaskRecordsTests
{
    [Fact]
    public void Hyperparameters_are_recorded_with_their_values()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public enum Kind { Small, Large }
                [Hyperparameter] public double Rate { get; set; } = 0.1;
                [Hyperparameter] public float Decay { get; set; } = 0.1f;
                [Hyperparameter] public int Epochs { get; set; } = 7;
                [Hyperparameter] public Kind Size { get; set; } = Kind.Large;
                [Hyperparameter] public string Name { get; set; } = "x";
                [Hyperparameter] public string? None { get; set; }
                [Hyperparameter] public bool Fast { get; set; } = true;
                [Hyperparameter] public double Unknown { get; set; } = double.NaN;
                [Hyperparameter] public double Limit { get; set; } = double.NegativeInfinity;
                [Hyperparameter] public int[] Layers { get; set; } = [64, 32];
                [Hyperparameter] public double[] Rates { get; set; } = [0.5, 1.25];
                [Hyperparameter] public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);
                [Hyperparameter] public ulong Seed { get; set; } = ulong.MaxValue;
                public int Other { get; set; } = 3;
                [Hyperparameter] public int WriteOnly { set { } }
                public override void Train() { Rate = 99; }
            """,
            "Parametric"));

        Snapshot trained = experiment.Train()!;

        Snapshot read = experiment.Library.GetSnapshot(trained.Id);
        Assert.Equal(0.1, read.Parameters["Rate"]);
        Assert.Equal(0.1, read.Parameters["Decay"]);
        Assert.Equal(7L, read.Parameters["Epochs"]);
        Assert.Equal("Large", read.Parameters["Size"]);
        Assert.Equal("x", read.Parameters["Name"]);
        Assert.Null(read.Parameters["None"]);
        Assert.Equal(true, read.Parameters["Fast"]);
        Assert.Equal(double.NaN, read.Parameters["Unknown"]);
        Assert.Equal(double.NegativeInfinity, read.Parameters["Limit"]);
        Assert.Equal("64, 32", read.Parameters["Layers"]);
        Assert.Equal("0.5, 1.25", read.Parameters["Rates"]);
        Assert.Equal("00:02:00", read.Parameters["Patience"]);
        Assert.Equal((double)ulong.MaxValue, read.Parameters["Seed"]);
        Assert.Equal(13, read.Parameters.Count);
    }

    [Fact]
    public void Hyperparameter_that_hides_its_bases_counts_once()
    {
        using var experiment = new Experimenting(task:
            """
            using Flammable;
            public abstract class BaseTask : FlamTask
            {
                [Hyperparameter] public object Size { get; set; } = "base";
                [Hyperparameter] public virtual int Depth => 1;
            }
            public sealed class MyTask : BaseTask
            {
                [Hyperparameter] public new int Size { get; set; } = 5;
                [Hyperparameter] public override int Depth => 2;
                public override void Train() { }
            }
            """);

        Snapshot trained = experiment.Train()!;

        Assert.Equal(5, trained.Parameters["Size"]);
        Assert.Equal(2, trained.Parameters["Depth"]);
    }

    [Fact]
    public void Custom_data_is_kept_with_numbers_that_JSON_has_no_digits_for()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(
            """
            Snapshot.Custom["best"] = double.NaN;
            Snapshot.Custom["small"] = float.PositiveInfinity;
            Snapshot.Custom["list"] = new System.Text.Json.Nodes.JsonArray(1, double.NegativeInfinity, null, "x");
            Snapshot.Custom["deep"] = new System.Text.Json.Nodes.JsonObject { ["a"] = true };
            """));

        Snapshot trained = experiment.Train()!;

        Assert.Equal(SnapshotState.Trained, trained.State);
        Assert.Equal(
            """{"best":"NaN","small":"Infinity","list":[1,"-Infinity",null,"x"],"deep":{"a":true}}""",
            experiment.Library.GetSnapshot(trained.Id).Custom.ToJsonString());
    }

    [Fact]
    public void Test_sees_and_adds_to_the_custom_data_of_the_training()
    {
        using var experiment = new Experimenting(task: TaskCode.Task(
            """
                public override void Train() => Snapshot.Custom["words"] = 5;
                public override void Test() => Snapshot.Custom["tested"] = Snapshot.Custom["words"]!.GetValue<int>() + 1;
            """,
            "Custom"));
        experiment.Train();

        Assert.Equal("""{"words":5,"tested":6}""", experiment.Test().Custom.ToJsonString());
    }

    [Fact]
    public void Code_that_does_not_compile_captures_nothing()
    {
        using var experiment = new Experimenting(task: "using Flammable;\npublic class MyTask : FlamTask { int a = missing; }\n");

        TaskCompilationException error = Assert.Throws<TaskCompilationException>(() => experiment.Train());

        CompilationError only = Assert.Single(error.Errors);
        Assert.Equal(("CS0103", Path.Combine(experiment.Folder, "Task.cs"), 2), (only.Code, only.File, only.Line));
        Assert.Equal(["Task.cs"], Directory.GetFileSystemEntries(experiment.Folder).Select(Path.GetFileName));
        Assert.Empty(experiment.Library.GetSnapshots());
        Assert.Empty(experiment.Library.GetExperiments());
    }

    [Fact]
    public void Code_that_does_not_compile_any_more_leaves_the_history_as_it_was()
    {
        using var experiment = new Experimenting();
        Snapshot first = experiment.Train()!;
        experiment.Write("Task.cs", "broken");

        Assert.Throws<TaskCompilationException>(() => experiment.Train(TrainMode.Force));

        Assert.Equal(first.Commit, experiment.Folder.Git("rev-parse", "HEAD"));
        Assert.Equal(first.Id, Assert.Single(experiment.Library.GetSnapshots()).Id);
    }
}
