using Flammable.Errors;
using Flammable.Processes;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>A class that derives <see cref="ProcessTask"/>.</summary>
public sealed class ProcessTaskTests
{
    private const string Code =
        """
        using Flammable;
        using Flammable.Processes;

        public sealed class Shell : ProcessTask
        {
            [Hyperparameter(Min = 1)] public int Count { get; set; } = 2;

            protected override string? TrainCommand => $"sh train.sh {{Count}} {Count * 2}";
        }
        """;

    public ProcessTaskTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts of this test are run by sh.");

    [Fact]
    public void Class_says_the_command_and_its_properties_are_the_parameters()
    {
        using var experiment = new Experimenting(task: Code);
        experiment.Write("train.sh", """echo "$1 $2 $FLAMMABLE_PARAMETER_COUNT" """);

        Snapshot snapshot = experiment.Library.Train(
            new TrainRequest(experiment.Folder) { Parameters = new Dictionary<string, object?> { ["Count"] = 5 } },
            experiment.Events,
            TestContext.Current.CancellationToken)!;

        Assert.Equal(["5 10 5"], experiment.Events.Log);
        Assert.Equal(5, Convert.ToInt32(snapshot.Parameters["Count"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Throws<TaskMethodMissingException>(() => experiment.Test());
    }

    [Theory]
    [InlineData("sh 'train.sh", "a quote ' is not closed")]
    [InlineData("sh {nothing}", "unknown '{nothing}'")]
    public void Command_that_is_none_captures_nothing(string command, string reason)
    {
        using var experiment = new Experimenting(task: Code.Replace("""$"sh train.sh {{Count}} {Count * 2}" """.Trim(), $"\"{command}\"", StringComparison.Ordinal));

        Assert.Contains(reason, Assert.Throws<TaskFailedException>(() => experiment.Train()).Message, StringComparison.Ordinal);

        Assert.Empty(experiment.Library.GetSnapshots());
    }

    [Fact]
    public void Direct_use_keeps_models_in_memory()
    {
        var task = new DirectTask(
            """sh -c 'printf 5 > "$FLAMMABLE_SNAPSHOT/m"; echo "{\"model\":\"m\"}" >> "$FLAMMABLE_REPORT"; echo "{\"metric\":\"a\",\"value\":1}" >> "$FLAMMABLE_REPORT"' """,
            """sh -c 'echo "{\"metric\":\"b\",\"value\":$(cat "$FLAMMABLE_SNAPSHOT/m")}" >> "$FLAMMABLE_REPORT"' """);

        task.Train();
        task.Test();

        Assert.Equal(["m"], task.Snapshot.ModelFiles);
        Assert.Equal((1, 5), (task.Snapshot.Train.Summaries["a"].Last, task.Snapshot.Test.Summaries["b"].Last));
        Assert.Throws<TaskMethodMissingException>(() => task.EvalPath("a", "b"));
        Assert.Throws<TaskMethodMissingException>(() => task.Eval(null));
    }

    private sealed class DirectTask(string train, string test) : ProcessTask
    {
        protected override string? TrainCommand => Escape(train);

        protected override string? TestCommand => Escape(test);

        private static string Escape(string command) => command.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
    }
}
