using Flammable.Bisecting;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

public sealed class FindRegressionTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void The_first_bad_commit_is_found_by_training_what_is_missing(int firstBad)
    {
        string[] commits = _bisection.CommitEight(firstBad);
        string before = RepositoryState.Of(Experiment.Folder);
        Snapshot[] listed = [.. Experiment.Library.GetSnapshots()];

        Regression regression = _bisection.Find();

        Assert.Equal((commits[firstBad - 1], $"commit {firstBad}", 0.5), (regression.FirstBad!.Commit, regression.FirstBad.Message, regression.FirstBad.Value));
        Assert.Equal((commits[firstBad - 2], 0.95), (regression.LastGood.Commit, regression.LastGood.Value));
        Assert.Equal(("Tester", "Experiment", "value", MetricSplit.Train), (regression.FirstBad.Author, regression.Experiment, regression.Metric, regression.Split));
        Assert.InRange(_bisection.Trained.Length, 2, 3);
        Assert.Equal(_bisection.Trained.Length, regression.Steps.Count(step => step.Source == ExaminationSource.Trained));
        Assert.Equal(before, RepositoryState.Of(Experiment.Folder));
        Assert.Equal(listed.Select(snapshot => snapshot.Name), Experiment.Library.GetSnapshots().Select(snapshot => snapshot.Name));
        Assert.Contains(Experiment.Events.Steps, step => step.StartsWith("Step 1, 6 commits left: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_recorded_everywhere_is_not_trained_again()
    {
        for (int number = 1; number <= 8; number++)
        {
            _bisection.Commit(number, number < 4 ? "0.95" : "0.5");
            Experiment.Train();
        }

        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find();

        Assert.Equal("commit 4", regression.FirstBad!.Message);
        Assert.Empty(_bisection.Trained);
        Assert.All(regression.Steps, step => Assert.Equal(ExaminationSource.Recorded, step.Source));
        Assert.Equal(Experiment.Library.GetSnapshots().Single(snapshot => snapshot.Commit == regression.FirstBad.Commit).Name, regression.FirstBad.Snapshot);
        Assert.False(Directory.Exists(Path.Combine(Experiment.Library.Folder, ".cache", "bisect")));
    }

    [Fact]
    public void Recorded_results_come_before_training()
    {
        for (int number = 1; number <= 8; number++)
        {
            _bisection.Commit(number, number < 5 ? "0.95" : "0.5");
            if (number is 1 or 3 or 5 or 8)
            {
                Experiment.Train();
            }
        }

        _bisection.ForgetTrainings();

        Assert.Equal("commit 5", _bisection.Find().FirstBad!.Message);
        Assert.Equal("0.95", Assert.Single(_bisection.Trained));
    }

    [Fact]
    public void The_limit_may_be_from_above()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.1" : "0.7");
            Experiment.Train();
        }

        Regression regression = _bisection.Find(below: null, above: 0.6);

        Assert.Equal(("commit 3", 0.7, null, 0.6), (regression.FirstBad!.Message, regression.FirstBad.Value, regression.Below, regression.Above));
    }

    [Fact]
    public void A_metric_of_the_test_is_trained_and_tested()
    {
        _bisection.CommitEight(3);
        foreach (Snapshot snapshot in Experiment.Library.GetSnapshots().ToArray())
        {
            Experiment.Library.Test(new TestRequest { Snapshot = snapshot }, null, TestContext.Current.CancellationToken);
        }

        Regression regression = _bisection.Find("accuracy");

        Assert.Equal(("commit 3", MetricSplit.Test), (regression.FirstBad!.Message, regression.Split));
    }

    [Fact]
    public void Where_only_the_test_is_missing_nothing_is_trained()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.95" : "0.5");
            Experiment.Train();
            if (number is 1 or 4)
            {
                Experiment.Test();
            }
        }

        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find("accuracy");

        Assert.Equal("commit 3", regression.FirstBad!.Message);
        Assert.Equal(2, regression.Steps.Count(step => step.Source == ExaminationSource.Trained));
        Assert.Empty(_bisection.Trained);
        Assert.Equal(2, Experiment.Library.GetSnapshots().Count(snapshot => snapshot.IsTested));
    }

    [Fact]
    public void NaN_is_bad()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.1" : "double.NaN");
            Experiment.Train();
        }

        Assert.Equal("commit 3", _bisection.Find(below: null, above: 0.5).FirstBad!.Message);
    }

    [Fact]
    public void The_chosen_values_and_the_seed_are_those_of_the_bad_snapshot()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        _bisection.Commit(2, "0.95");
        _bisection.Commit(3, "0.95", "Snapshot.Train.Append(\"seed\", Run.Seed);");
        _bisection.Commit(4, "0.5");
        Snapshot bad = Experiment.Library.Train(
            new TrainRequest(Experiment.Folder) { Parameters = new Dictionary<string, object?> { ["Shift"] = -0.2 }, Seed = 7 }, null, TestContext.Current.CancellationToken)!;
        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find(good: Oldest, bad: bad);

        Assert.Equal("commit 2", regression.FirstBad!.Message);
        Assert.Equal(0.75, regression.FirstBad.Value!.Value, 6);
    }

    [Fact]
    public void Results_with_other_chosen_values_say_nothing()
    {
        for (int number = 1; number <= 3; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.95" : "0.5");
            Experiment.Library.Train(
                new TrainRequest(Experiment.Folder) { Parameters = number == 2 ? new Dictionary<string, object?> { ["Shift"] = -0.9 } : new Dictionary<string, object?>() },
                null,
                TestContext.Current.CancellationToken);
        }

        _bisection.ForgetTrainings();

        Assert.Equal("commit 3", _bisection.Find().FirstBad!.Message);
        Assert.Single(_bisection.Trained);
    }

    [Fact]
    public void Programs_in_other_languages_are_searched()
    {
        using var script = new ScriptTask();
        foreach (int number in Enumerable.Range(1, 4))
        {
            script.Training($$"""printf '{"metric": "accuracy", "value": {{(number < 3 ? "0.95" : "0.5")}} }\n' >> "$FLAMMABLE_REPORT" # {{number}}""");
            script.Folder.CommitAll($"commit {number}");
            if (number is 1 or 4)
            {
                script.Train();
            }
        }

        Regression regression = script.Library.FindRegression(
            new RegressionRequest("accuracy") { Below = 0.9, Path = script.Folder }, script.Events, TestContext.Current.CancellationToken);

        Assert.Equal("commit 3", regression.FirstBad!.Message);
    }

    private Snapshot Oldest => Experiment.Library.GetSnapshots().Last();
}
