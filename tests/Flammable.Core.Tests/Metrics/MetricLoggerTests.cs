using Flammable.Metrics;

namespace Flammable.Tests.Metrics;

public sealed class MetricLoggerTests
{
    private readonly List<SeriesPoint> _written = [];

    private SeriesLog Series => field ??= new SeriesLog(MetricSplit.Test, _written.Add);

    [Fact]
    public void Average_of_an_epoch_is_one_value_a_name()
    {
        var logger = new MetricLogger(Series);
        Log(logger, ("loss", 1), ("accuracy", 0.5), ("loss", 3));

        logger.Write(epoch: 4);

        Assert.Equal([("loss", 2.0, 4), ("accuracy", 0.5, 4)], _written.Select(point => (point.Series, point.Value, point.Epoch!.Value)));
    }

    [Fact]
    public void Writing_begins_anew()
    {
        var logger = new MetricLogger(Series);
        Log(logger, ("loss", 1));
        logger.Write();
        logger.Write();
        Log(logger, ("loss", 5));
        logger.Write();

        Assert.Equal([(1.0, 0L), (5.0, 1L)], _written.Select(point => (point.Value, point.Step)));
    }

    [Fact]
    public void All_values_stand_under_the_name()
    {
        var logger = new MetricLogger(Series, MetricLogMode.All) { KeepData = true };
        Log(logger, ("loss", 1), ("loss", double.NaN));

        logger.Write();

        Assert.Equal([("loss", 1.0), ("loss", double.NaN)], _written.Select(point => (point.Series, point.Value)));
    }

    [Fact]
    public void Any_function_aggregates_and_the_raw_values_are_kept_when_asked()
    {
        var logger = new MetricLogger(Series, values => values.Max()) { KeepData = true };
        Log(logger, ("error", 2), ("error", 7), ("error", 3));

        logger.Write();

        Assert.Equal([("error", 7.0), ("error_data", 2), ("error_data", 7), ("error_data", 3)], _written.Select(point => (point.Series, point.Value)));
        Assert.Equal(3, Series.Summaries["error_data"].Count);
    }

    [Fact]
    public void Threads_log_together()
    {
        var logger = new MetricLogger(Series, values => values.Count);

        Parallel.For(0, 4000, i => logger.Log("loss", i));
        logger.Write();

        Assert.Equal(4000, Assert.Single(_written).Value);
    }

    private static void Log(MetricLogger logger, params (string Name, double Value)[] values)
    {
        foreach ((string name, double value) in values)
        {
            logger.Log(name, value);
        }
    }
}
