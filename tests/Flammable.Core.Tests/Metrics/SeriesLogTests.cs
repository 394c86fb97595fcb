using Flammable.Metrics;

namespace Flammable.Tests.Metrics;

public sealed class SeriesLogTests
{
    private readonly List<SeriesPoint> _written = [];

    private SeriesLog Log => field ??= new SeriesLog(MetricSplit.Validation, _written.Add);

    [Fact]
    public void Append_counts_the_steps_of_each_series()
    {
        Log.Append("a", 1);
        Log.Append("b", 2, epoch: 5);
        Log.Append("a", double.NaN);

        Assert.Equal([("a", 0L), ("b", 0L), ("a", 1L)], _written.Select(point => (point.Series, point.Step)));
        Assert.All(_written, point => Assert.Equal(MetricSplit.Validation, point.Split));
        Assert.Equal(2, Log.Summaries["a"].Count);
        Assert.Equal(1, Log.Summaries["a"].NanCount);
        Assert.Equal(5, _written[1].Epoch);
    }

    [Fact]
    public void Store_replaces_the_value()
    {
        Log.Store("accuracy", 0.5);
        Log.Store("accuracy", 0.75);

        Assert.Equal((0.75, 1L), (Log.Summaries["accuracy"].Mean, Log.Summaries["accuracy"].Count));
    }

    [Fact]
    public void Threads_append_to_one_series_without_a_gap()
    {
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Log.Append("loss", i);
            }
        });

        Assert.Equal(Enumerable.Range(0, 4000).Select(i => (long)i), _written.Select(point => point.Step));
        Assert.Equal(4000, Log.Summaries["loss"].Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Series_without_a_name_is_refused(string? name)
    {
        Assert.ThrowsAny<ArgumentException>(() => Log.Append(name!, 1));
        Assert.Empty(_written);
    }

    [Fact]
    public void Point_that_cannot_be_written_is_not_counted()
    {
        var log = new SeriesLog(MetricSplit.Train, _ => throw new OperationCanceledException());

        Assert.Throws<OperationCanceledException>(() => log.Append("loss", 1));

        Assert.Empty(log.Summaries);
    }
}
