using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Training;

/// <summary>A task that derives ModelTask, compiled and run as a user's.</summary>
public sealed class ModelTaskRunTests
{
    [Fact]
    public void Linear_regression_is_trained_tested_and_evaluated()
    {
        using var experiment = new Experimenting(task: ModelTaskCode.Line("new CheckpointCallback(\"error\", SeriesGoal.Minimize), new NaNGuard()"));

        Snapshot trained = experiment.Train()!;
        Snapshot tested = experiment.Test();

        Assert.Equal(60, trained.Train["loss"].Count);
        Assert.Equal(3, trained.Validation["error"].Count);
        Assert.InRange(tested.Test["error"].Last, 0, 0.05);
        Assert.Equal(10, experiment.Library.GetMetrics(tested, null, false, TestContext.Current.CancellationToken).Count(point => point.Series == "error_data"));
        Assert.Equal("final.model", trained.ModelFiles[^1]);
        Assert.All(trained.ModelFiles, file => Assert.True(File.Exists(Path.Combine(trained.Path, file))));
        Assert.Equal(2, Directory.GetFiles(trained.Path, "*.model").Length);
        Assert.Equal((60, 1), (trained.Parameters["Epochs"], trained.Parameters["Seed"]));
        Assert.Equal(["-2", "1"], Eval(experiment, "0\n1\n"));
    }

    [Fact]
    public void Same_seed_gives_the_same_series()
    {
        using var experiment = new Experimenting(task: ModelTaskCode.Line());

        Snapshot first = experiment.Train()!;
        Snapshot second = experiment.Train(TrainMode.Force)!;

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Train["loss"], second.Train["loss"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(first.Path, "final.model")), File.ReadAllBytes(Path.Combine(second.Path, "final.model")));
    }

    [Fact]
    public void Example_of_the_help_trains_and_tests()
    {
        string[] help = File.ReadAllLines(Path.Combine(SourceTree.Root, "..", "docs", "en-US", "about_Flammable_Tasks.help.txt"));
        int start = Array.FindIndex(help, line => line.Contains("class SlopeTask", StringComparison.Ordinal));
        int end = Array.FindIndex(help, start, line => line == "        }");
        using var experiment = new Experimenting(
            task: string.Join('\n', ["using Flammable;", "using Flammable.Training;", .. help[start..(end + 1)]]));

        Snapshot trained = experiment.Train()!;
        Snapshot tested = experiment.Test();

        Assert.Equal((50L, 5L), (trained.Train["loss"].Count, trained.Validation["error"].Count));
        Assert.InRange(tested.Test["error"].Last, 0, 0.2);
    }

    [Fact]
    public void Context_is_collected_after_train_test_and_eval()
    {
        using var experiment = new Experimenting(task: ModelTaskCode.Line("new EarlyStopping(\"error\"), new CheckpointCallback(keep: 2) { RestoreBest = true }"));

        Until.Collected(LoadedContext.Of(() => experiment.Train()));
        Until.Collected(LoadedContext.Of(() => experiment.Test()));
        Until.Collected(LoadedContext.Of(() => Eval(experiment, "0\n")));
    }

    private static string[] Eval(Experimenting experiment, string input)
    {
        string path = Path.Combine(experiment.Root, "in.txt");
        string output = Path.Combine(experiment.Root, "out.txt");
        File.WriteAllText(path, input);
        using EvalSession session =
            experiment.Library.OpenEval(new EvalRequest { Path = experiment.Folder }, null, TestContext.Current.CancellationToken);
        session.Eval(path, output, null, TestContext.Current.CancellationToken);
        return File.ReadAllLines(output);
    }
}
