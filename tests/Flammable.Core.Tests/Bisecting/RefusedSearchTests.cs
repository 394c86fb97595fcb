using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

public sealed class RefusedSearchTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Fact]
    public void Ends_that_contradict_are_refused()
    {
        foreach (string accuracy in new[] { "0.5", "0.95", "0.6", "0.96" })
        {
            _bisection.Write(accuracy);
            Experiment.Train();
        }

        using var other = new Experimenting("Other");
        other.Train();
        Snapshot[] snapshots = [.. Experiment.Library.GetSnapshots().Reverse()];

        Assert.Equal(RegressionProblem.GoodIsBad, Refused(good: snapshots[0], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(good: snapshots[1], bad: snapshots[3]));
        Assert.Equal(RegressionProblem.NotInOrder, Refused(good: snapshots[3], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.SameCode, Refused(good: snapshots[2], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.NoGood, Refused(bad: snapshots[0]));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(below: 0.1));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(bad: snapshots[3]));
        Assert.Equal(RegressionProblem.OtherExperiment, Refused(good: snapshots[1], bad: other.Library.GetSnapshot("last")));
        Assert.Empty(_bisection.Trained[4..]);
    }

    [Fact]
    public void An_end_without_a_value_whose_code_gives_none_is_refused()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        _bisection.Commit(2, "0.5", """throw new InvalidOperationException("no way");""");
        Assert.Throws<TaskFailedException>(() => Experiment.Train());

        Assert.Equal(RegressionProblem.NoValue, Refused(bad: Experiment.Library.GetSnapshot("last")));
    }

    [Fact]
    public void A_metric_that_no_snapshot_has_is_not_found_and_the_others_are_told()
    {
        _bisection.CommitEight(4);

        SnapshotNotFoundException error = Assert.Throws<SnapshotNotFoundException>(() => _bisection.Find("acuracy"));

        Assert.Equal(["value"], error.Metrics);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.1, 0.9)]
    [InlineData(double.NaN, null)]
    public void One_limit_is_needed(double? below, double? above) =>
        Assert.Throws<ArgumentException>(() => _bisection.Find(below: below, above: above));

    private RegressionProblem Refused(Snapshot? good = null, Snapshot? bad = null, double below = 0.9) =>
        Assert.Throws<RegressionException>(() => _bisection.Find(below: below, good: good, bad: bad)).Problem;
}
