using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Metrics;

/// <summary>Which points of a journal are read, after one test and after several.</summary>
public sealed class SnapshotMetricsTests : IDisposable
{
    private const string Name = "20261122-120000-abcde";

    // Tests the values of a file that git does not know; it fails after them where the file says so.
    private const string Code =
        """
        using System.Globalization;
        using Flammable;

        public sealed class ValuesTask : FlamTask
        {
            public override void Train()
            {
                Snapshot.Train.Append("loss", 0.5, 1);
                Snapshot.Test.Store("first guess", 0.1);
            }

            public override void Test()
            {
                foreach (string line in File.ReadLines(Run.UseData("values.txt")))
                {
                    if (line == "fail") throw new InvalidOperationException("as asked");
                    if (line == "wait") while (!File.Exists(Run.UseData("values.txt") + ".go")) Run.Cancellation.WaitHandle.WaitOne(5);
                    else if (line.StartsWith("train ")) Snapshot.Train.Append("loss", double.Parse(line[6..], CultureInfo.InvariantCulture));
                    else Snapshot.Test.Append("accuracy", double.Parse(line, CultureInfo.InvariantCulture));
                }
            }
        }
        """;

    private readonly Experimenting _experiment = new(task: Code);
    private readonly Snapshot _trained;

    public SnapshotMetricsTests()
    {
        _experiment.Write(".gitignore", "values.*\n");
        _trained = _experiment.Train()!;
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Points_of_a_test_are_those_of_the_last_one()
    {
        Test("0.5", "0.625");
        Snapshot tested = Test("0.75");

        Assert.Equal([("loss", 0.5), ("accuracy", 0.75)], Points());
        Assert.Equal((1L, 0.75), (tested.Test["accuracy"].Count, tested.Test["accuracy"].Mean));
    }

    [Fact]
    public void Nothing_that_was_appended_leaves_the_file()
    {
        string trained = Journal();
        Test("0.5", "0.625");
        string tested = Journal();
        Test("0.75");

        Assert.StartsWith(trained, tested, StringComparison.Ordinal);
        Assert.StartsWith(tested, Journal(), StringComparison.Ordinal);
        Assert.Equal(5, Journal().Count(c => c == '\n'));
    }

    [Fact]
    public void Points_of_a_test_that_failed_are_not_read_then_nor_after_the_next_one()
    {
        Assert.Throws<TaskFailedException>(() => Test("0.25", "fail"));
        Assert.Equal([("loss", 0.5), ("first guess", 0.1)], Points());

        Test("0.5");
        Assert.Equal([("loss", 0.5), ("accuracy", 0.5)], Points());

        Assert.Throws<TaskFailedException>(() => Test("0.125", "fail"));
        Assert.Equal([("loss", 0.5), ("accuracy", 0.5)], Points());
        Assert.Equal(0.5, _experiment.Library.GetSnapshot(_trained.Id).Test["accuracy"].Last);
    }

    [Fact]
    public void Retraining_begins_anew()
    {
        Test("0.5");
        Test("0.625");
        _experiment.Train(TrainMode.Retrain);

        Assert.Equal([("loss", 0.5), ("first guess", 0.1)], Points());
        Test("0.75");
        Assert.Equal([("loss", 0.5), ("accuracy", 0.75)], Points());
    }

    [Fact]
    public async Task Following_a_test_gives_its_points_and_not_those_of_the_tests_before()
    {
        Test("0.5");
        Assert.Throws<TaskFailedException>(() => Test("0.25", "fail"));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task test = Task.Run(() => Test("0.75", "wait", "0.875"), cancellation);
        Until.True(() => Journal().Contains("0.75", StringComparison.Ordinal), "The running test's first point");
        Assert.Equal([("loss", 0.5), ("accuracy", 0.5)], Points());

        var followed = new List<(string, double)>();
        foreach (SeriesPoint point in _experiment.Library.GetMetrics(_trained, null, follow: true, cancellation))
        {
            followed.Add((point.Series, point.Value));
            if (point.Value == 0.75)
            {
                _experiment.Write("values.txt.go", "");
            }
        }

        await test;
        Assert.Equal([("loss", 0.5), ("accuracy", 0.75), ("accuracy", 0.875)], followed);
        Assert.Equal(followed, Points());
    }

    [Fact]
    public void What_a_test_adds_to_the_training_is_in_its_summary_until_the_next_test()
    {
        Snapshot first = Test("0.5", "train 2.5", "train 1.5");
        Assert.Equal((3L, 1.5), (first.Train["loss"].Count, first.Train["loss"].Mean));
        Assert.Equal([0L, 1, 2], Read().Where(point => point.Series == "loss").Select(point => point.Step));

        Snapshot second = Test("0.5", "train 4.5");
        Assert.Equal((2L, 2.5), (second.Train["loss"].Count, second.Train["loss"].Mean));
        Assert.Equal([(0L, 0.5), (1, 4.5)], Read().Where(point => point.Series == "loss").Select(point => (point.Step, point.Value)));

        Assert.Equal(_trained.Train["loss"], Test("0.5").Train["loss"]);
    }

    [Fact]
    public void Points_without_a_number_are_read_until_a_numbered_test_has_run()
    {
        using var library = new StoredLibrary();
        library.Add("lab", Name);
        Snapshot snapshot = library.Library.GetSnapshot(Name);
        string journal = Path.Combine(snapshot.Path, "metrics.jsonl");
        File.WriteAllText(journal, Line("train", 1) + Line("test", 2));

        Assert.Equal([1.0, 2], Values());

        File.AppendAllText(journal, Line("test", 3, ",\"run\":1"));
        string metadata = Path.Combine(snapshot.Path, "snapshot.json");
        File.WriteAllText(metadata, File.ReadAllText(metadata).Replace("\"format\"", "\"test_run\":1,\"format\"", StringComparison.Ordinal));

        Assert.Equal([1.0, 3], Values());

        IEnumerable<double> Values() => library.Library.GetMetrics(snapshot, null, false, TestContext.Current.CancellationToken).Select(point => point.Value);

        static string Line(string split, int value, string run = "") =>
            $"{{\"split\":\"{split}\",\"series\":\"a\",\"value\":{value},\"step\":0{run},\"time\":\"2026-11-22T06:05:52+00:00\"}}\n";
    }

    private Snapshot Test(params string[] lines)
    {
        _experiment.Write("values.txt", string.Join('\n', lines));
        return _experiment.Test(retest: true);
    }

    private IEnumerable<SeriesPoint> Read() =>
        _experiment.Library.GetMetrics(_trained, null, follow: false, TestContext.Current.CancellationToken);

    private IEnumerable<(string, double)> Points() => Read().Select(point => (point.Series, point.Value));

    private string Journal()
    {
        using var reader = new StreamReader(new FileStream(
            Path.Combine(_trained.Path, "metrics.jsonl"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
