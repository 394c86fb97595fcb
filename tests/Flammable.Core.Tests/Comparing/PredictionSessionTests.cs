using Flammable.Comparing;
using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Comparing;

public sealed class PredictionSessionTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Each_line_that_differs_is_told_with_its_sample()
    {
        Snapshot one = Train("lines.Select(line => line.Length.ToString())");
        Snapshot two = Train("lines.Select(line => line == \"ccc\" ? \"many\" : line.Length.ToString())");

        PredictionComparison comparison = Compare(one, two, "a\nbb\nccc\n");

        Assert.Equal(3, comparison.Lines);
        PredictionDifference only = Assert.Single(comparison.Differences);
        Assert.Equal((3, "ccc", "3", "many"), (only.Line, only.Sample, only.Reference, only.Difference));
        Assert.Equal((one.ToString(), two.ToString()), (only.ReferenceSnapshot, only.DifferenceSnapshot));
    }

    [Fact]
    public void A_sample_that_both_repeat_is_no_part_of_the_answers()
    {
        Snapshot one = Train("lines.Select(line => line + \",1\")");
        Snapshot two = Train("lines.Select(line => line + \",2\")");

        PredictionDifference only = Assert.Single(Compare(one, two, "5.1,setosa").Differences);

        Assert.Equal(("5.1,setosa", "1", "2"), (only.Sample, only.Reference, only.Difference));
    }

    [Fact]
    public void Numbers_may_differ_by_the_tolerance()
    {
        Snapshot one = Train("lines.Select(line => \"0.5,x\")");
        Snapshot two = Train("lines.Select(line => \"0.51,x\")");

        Assert.Equal(2, Compare(one, two, "a\nb").Differences.Count);
        Assert.Empty(Compare(one, two, "a\nb", 0.1).Differences);
    }

    [Theory]
    [InlineData("lines.Skip(1).Select(line => \"{0}\" + line)", "sepal\na\nb", 1, "a")]
    [InlineData("lines.Prepend(\"header\").Select(line => line == \"header\" ? line : \"{0}\" + line)", "a\nb", 2, "a")]
    [InlineData("lines.Take(1).Select(line => \"{0}\" + line)", "a\nb\nc", 1, null)]
    public void A_header_on_one_side_does_not_shift_the_samples(string code, string input, int firstLine, string? sample)
    {
        Snapshot one = Train(code.Replace("{0}", "x", StringComparison.Ordinal));
        Snapshot two = Train(code.Replace("{0}", "y", StringComparison.Ordinal));

        PredictionDifference first = Compare(one, two, input).Differences[0];

        Assert.Equal((firstLine, sample), (first.Line, first.Sample));
    }

    [Fact]
    public void Different_numbers_of_lines_cannot_be_compared()
    {
        Snapshot one = Train("lines");
        Snapshot two = Train("lines.Skip(1)");

        PredictionsNotComparableException error = Assert.Throws<PredictionsNotComparableException>(() => Compare(one, two, "a\nb"));

        Assert.Contains("2 lines", error.Message, StringComparison.Ordinal);
        Assert.Contains(two.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_without_EvalPath_is_named()
    {
        Snapshot one = Train("lines");
        _experiment.Write("Task.cs", TaskCode.Training("", "CountingTask"));
        Snapshot two = _experiment.Train()!;

        Assert.Equal("EvalPath", Assert.Throws<TaskMethodMissingException>(() => Compare(one, two, "a")).Method);
    }

    [Fact]
    public void An_untrained_snapshot_is_refused()
    {
        Snapshot one = Train("lines");
        _experiment.Write("Task.cs", TaskCode.Training("throw new Exception();"));
        Assert.Throws<TaskFailedException>(() => _experiment.Train());

        Assert.Equal(
            SnapshotStateProblem.NotTrained,
            Assert.Throws<SnapshotStateException>(() => Compare(one, _experiment.Library.GetSnapshot("last"), "a")).Problem);
    }

    private Snapshot Train(string lines)
    {
        _experiment.Write("Task.cs", TaskCode.Task(
            $$"""
            public override void Train() { }

            public override void EvalPath(string inputPath, string outputPath)
            {
                string[] lines = File.ReadAllLines(inputPath);
                File.WriteAllLines(outputPath, {{lines}});
            }
            """,
            "CountingTask"));
        return _experiment.Train()!;
    }

    private PredictionComparison Compare(Snapshot one, Snapshot two, string input, double tolerance = 0)
    {
        string path = Path.Combine(_experiment.Root, "input.csv");
        File.WriteAllText(path, input);
        using PredictionSession session = _experiment.Library.OpenPredictions(one, two, null, TestContext.Current.CancellationToken);
        return session.Compare(path, tolerance, _experiment.Events, TestContext.Current.CancellationToken);
    }
}
