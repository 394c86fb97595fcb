using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryMetricsTests
{
    private const string Name = "20190926-123819-abcde";

    private const string ThreeSeries =
        """
        Snapshot.Train.Append("loss", 0.5, 1);
        Snapshot.Train.Append("loss", double.NaN, 2);
        Snapshot.Validation.Append("Loss", 0.75, 2);
        Snapshot.Train.Append("accuracy", 0.25, 2);
        """;

    [Fact]
    public void Points_come_in_the_order_of_their_appending()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(ThreeSeries));

        SeriesPoint[] points = [.. Read(experiment.Library, experiment.Train()!)];

        Assert.Equal(
            [(MetricSplit.Train, "loss", 0.5, 0), (MetricSplit.Train, "loss", double.NaN, 1), (MetricSplit.Validation, "Loss", 0.75, 0), (MetricSplit.Train, "accuracy", 0.25, 0)],
            points.Select(point => (point.Split, point.Series, point.Value, (int)point.Step)));
        Assert.Equal([1, 2, 2, 2], points.Select(point => point.Epoch));
    }

    [Theory]
    [InlineData("loss", null, 3)]
    [InlineData("*s", MetricSplit.Validation, 1)]
    [InlineData("?oss", MetricSplit.Train, 2)]
    [InlineData("los", null, 0)]
    [InlineData(null, MetricSplit.Train, 3)]
    [InlineData(null, MetricSplit.Test, 0)]
    public void Filter_takes_names_and_splits(string? name, MetricSplit? split, int count)
    {
        using var experiment = new Experimenting(task: TaskCode.Training(ThreeSeries));
        var filter = new MetricFilter { Names = name is null ? [] : [name], Splits = split is { } one ? [one] : [] };

        Assert.Equal(count, Read(experiment.Library, experiment.Train()!, filter).Count());
    }

    [Fact]
    public void Journal_is_not_opened_for_the_summaries()
    {
        using var experiment = new Experimenting(task: TaskCode.Training(ThreeSeries));
        Snapshot trained = experiment.Train()!;
        string journal = Path.Combine(trained.Path, "metrics.jsonl");
        File.Delete(journal);
        // Not even the superuser opens a folder as a file.
        Directory.CreateDirectory(journal);

        Assert.Equal(trained.Train, Assert.Single(experiment.Library.GetSnapshots()).Train);
        Assert.Equal(trained.Train, experiment.Library.GetSnapshot(trained.Id).Train);
        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => Read(experiment.Library, trained).Count());
        Assert.Equal((journal, StoreProblem.NotReadable), (error.Path, error.Problem));
    }

    [Fact]
    public async Task Following_ends_when_the_run_has_ended()
    {
        using var experiment = new Experimenting();
        var gate = new Gate(experiment.Root);
        experiment.Write("Task.cs", TaskCode.Training($"""Snapshot.Train.Append("loss", 1); {gate.Statements} Snapshot.Train.Append("loss", 2);"""));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task training = Task.Run(() => experiment.Train(), cancellation);
        gate.WaitUntilReached();
        Snapshot running = experiment.Library.GetSnapshots().Single();

        var values = new List<double>();
        foreach (SeriesPoint point in experiment.Library.GetMetrics(running, null, follow: true, cancellation))
        {
            values.Add(point.Value);
            gate.Open();
        }

        Assert.Equal([1, 2], values);
        Assert.Equal(SnapshotState.Trained, experiment.Library.GetSnapshots().Single().State);
        await training;
    }

    [Fact]
    public async Task Following_is_cancelled()
    {
        using var library = new StoredLibrary();
        library.Add("lab", Name);
        Snapshot snapshot = library.Library.GetSnapshot(Name);
        using SnapshotLock run = SnapshotLock.ForWriting(new SnapshotKey("lab", Name, snapshot.Path));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Task following = Task.Run(() => library.Library.GetMetrics(snapshot, null, follow: true, cancellation.Token).Count(), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => following.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Following_a_snapshot_that_no_run_writes_to_ends_at_once()
    {
        using var experiment = new Experimenting();

        Assert.Single(experiment.Library.GetMetrics(experiment.Train()!, null, follow: true, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Values_of_the_Python_original_are_read_from_its_file()
    {
        using var library = new StoredLibrary();
        library.Add("lab", Name, """
            {
              "uid": "abcde", "commit_sha": "ab", "timestamp": "20190926-123819",
              "train_data": {"loss": [2.0, NaN, 0.5], "labels": ["cat", "dog"], "empty": []},
              "val_data": {"accuracy": {"10": 0.5, "20": 0.75}},
              "test_data": {"accuracy": 0.75, "confusion": [[1, 2], [3, 4]]}
            }
            """);

        SeriesPoint[] points = [.. Read(library.Library, library.Library.GetSnapshot(Name))];

        Assert.Equal(
            [
                (MetricSplit.Train, "loss", 2.0, 0L, null), (MetricSplit.Train, "loss", double.NaN, 1L, null), (MetricSplit.Train, "loss", 0.5, 2L, null),
                (MetricSplit.Validation, "accuracy", 0.5, 0L, 10), (MetricSplit.Validation, "accuracy", 0.75, 1L, 20),
                (MetricSplit.Test, "accuracy", 0.75, 0L, (int?)null),
            ],
            points.Select(point => (point.Split, point.Series, point.Value, point.Step, point.Epoch)));
        Assert.All(points, point => Assert.Equal(new DateTime(2019, 9, 26, 12, 38, 19), point.Time.LocalDateTime));
    }

    [Fact]
    public void Snapshot_that_is_gone_is_named()
    {
        using var experiment = new Experimenting();
        Snapshot snapshot = experiment.Train()!;
        Directory.Delete(snapshot.Path, recursive: true);

        Assert.Contains(snapshot.Name, Assert.Throws<SnapshotStoreException>(() => Read(experiment.Library, snapshot).Count()).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<SeriesPoint> Read(Library library, Snapshot snapshot, MetricFilter? filter = null) =>
        library.GetMetrics(snapshot, filter, follow: false, TestContext.Current.CancellationToken);
}
