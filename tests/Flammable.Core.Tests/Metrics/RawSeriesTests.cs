using Flammable.Metrics;
using Flammable.Snapshots;

namespace Flammable.Tests.Metrics;

public sealed class RawSeriesTests
{
    [Fact]
    public void Values_of_a_metric_are_left_out_and_all_else_is_kept()
    {
        var series = new[] { "loss", "loss_data", "train_data", "_data", "loss_data_data" }.ToDictionary(name => name, _ => SeriesSummary.Of(1));

        Assert.Equal(["loss", "train_data", "_data"], RawSeries.Without(series).Select(one => one.Key));
        Assert.Equal("loss_data", RawSeries.Of("loss"));
    }
}
