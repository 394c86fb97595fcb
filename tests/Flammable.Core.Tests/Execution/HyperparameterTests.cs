using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Execution;

public sealed class HyperparameterTests : IDisposable
{
    private readonly Experimenting _experiment = new(task: TaskCode.Task(
        """
            [Hyperparameter(Min = 0, Max = 1)] public double Rate { get; set; } = 0.1;
            [Hyperparameter] public int Units { get; set; } = 8;
            [Hyperparameter(Choices = ["adam", "sgd"])] public string Optimizer { get; set; } = "adam";
            [Hyperparameter] public DayOfWeek Day { get; set; }
            [Hyperparameter] public bool? Flag { get; set; }
            public int Hidden { get; set; }
            public override void Train() => Snapshot.Train.Append("rate", Rate);
            public override void Test() { Snapshot.Test.Store("rate", Rate); Snapshot.Test.Store("units", Units); }
        """,
        "TunedTask"));

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Chosen_values_train_and_are_recorded()
    {
        Snapshot snapshot = Train(("rate", "0.5"), ("Units", 4.0), ("Optimizer", "SGD"), ("Day", "friday"), ("Flag", true))!;

        Assert.Equal(0.5, snapshot.Train["rate"].Last);
        Snapshot read = Assert.Single(_experiment.Library.GetSnapshots());
        Assert.Equal([0.5, 4L, "sgd", "Friday", true], [read.Parameters["Rate"], read.Parameters["Units"], read.Parameters["Optimizer"], read.Parameters["Day"], read.Parameters["Flag"]]);
        Assert.Equal(["Rate", "Units", "Optimizer", "Day", "Flag"], read.ChosenParameters);
    }

    [Fact]
    public void A_test_runs_with_the_values_of_the_training()
    {
        Train(("Rate", 0.25), ("Units", 3));

        Snapshot tested = _experiment.Test();

        Assert.Equal((0.25, 3), (tested.Test["rate"].Last, tested.Test["units"].Last));
    }

    [Fact]
    public void Other_values_are_a_change_and_the_same_ones_are_none()
    {
        Snapshot first = Train(("Rate", 0.5))!;

        Assert.Null(Train(("RATE", "0.50")));
        Snapshot second = Train(("Rate", 0.25))!;
        Assert.Equal(first.Commit, second.Commit);
        Assert.Null(Train());
    }

    [Fact]
    public void A_snapshot_is_retrained_with_its_own_values()
    {
        Snapshot first = Train(("Rate", 0.5))!;

        Snapshot again = _experiment.Train(TrainMode.Retrain)!;

        Assert.Equal((first.Name, 0.5), (again.Name, again.Train["rate"].Last));
        Assert.Equal(["Rate"], again.ChosenParameters);
    }

    [Theory]
    [InlineData("Speed", "1", "has no hyperparameter 'Speed'")]
    [InlineData("Hidden", "1", "has no hyperparameter 'Hidden'")]
    [InlineData("Rate", "fast", "a value of type Double")]
    [InlineData("Rate", "0,5", "a value of type Double")]
    [InlineData("Rate", "NaN", "at least 0")]
    [InlineData("Units", "2.5", "a value of type Int32")]
    [InlineData("Units", "1,000", "a value of type Int32")]
    [InlineData("Units", null, "a value of type Int32 for 'Units', which null is not")]
    [InlineData("Units", new[] { 1, 2 }, "a value of type Int32 for 'Units', which '1, 2' is not")]
    [InlineData("Day", "someday", "a value of type DayOfWeek")]
    [InlineData("Rate", "1.5", "at most 1")]
    [InlineData("Rate", "-0.5", "at least 0")]
    [InlineData("Optimizer", "lbfgs", "one of 'adam', 'sgd'")]
    public void A_value_that_does_not_fit_is_refused_before_anything_is_captured(string name, object? value, string reason)
    {
        HyperparameterException error = Assert.Throws<HyperparameterException>(() => Train((name, value)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(["Rate", "Units", "Optimizer", "Day", "Flag"], error.Known);
        Assert.False(Directory.Exists(Path.Combine(_experiment.Folder, ".git")));
        Assert.Empty(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void A_value_that_does_not_fit_leaves_repository_and_library_as_they_are()
    {
        Train();
        _experiment.Write("notes.txt", "changed");
        string before = RepositoryState.Of(_experiment.Folder);

        Assert.Throws<HyperparameterException>(() => Train(("Rate", 2)));

        Assert.Equal(before, RepositoryState.Of(_experiment.Folder));
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    private Snapshot? Train(params (string Name, object? Value)[] parameters) =>
        _experiment.Library.Train(
            new TrainRequest(_experiment.Folder) { Parameters = parameters.ToDictionary(one => one.Name, one => one.Value) },
            _experiment.Events,
            TestContext.Current.CancellationToken);
}
