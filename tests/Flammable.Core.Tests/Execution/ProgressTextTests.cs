using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Flammable.Execution;
using Flammable.Metrics;

namespace Flammable.Tests.Execution;

public sealed class ProgressTextTests
{
    private static readonly ProgressEvent Whole = new(
        "Training X",
        new ProgressPosition(13_540, 240_000) { Epoch = 12, Epochs = 200, Iteration = 340, Iterations = 1200 })
    {
        Rate = 1530,
        Metrics = [new(MetricSplit.Train, "loss", 0.31234), new(MetricSplit.Validation, "accuracy", 0.941)],
    };

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void State_says_all_in_one_line_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal("epoch 12/200, iteration 340/1,200, 1,530 it/s, loss 0.3123, val accuracy 0.941", ProgressText.State(Whole));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Short_state_leaves_out_iteration_and_rate() =>
        Assert.Equal("epoch 12/200, loss 0.3123, val accuracy 0.941", ProgressText.ShortState(Whole));

    [Fact]
    public void State_says_what_is_known()
    {
        Assert.Equal("7", State(new ProgressPosition(7, null)));
        Assert.Equal("7/10", State(new ProgressPosition(7, 10)));
        Assert.Equal("epoch 3", State(new ProgressPosition(3, null) { Epoch = 3 }));
        Assert.Equal("epoch 3/9", State(new ProgressPosition(3, 9) { Epoch = 3, Epochs = 9 }));
        Assert.Equal("epoch 1/9, iteration 40", State(new ProgressPosition(40, null) { Epoch = 1, Epochs = 9, Iteration = 40 }));
    }

    [Fact]
    public void State_has_the_words_of_the_task() =>
        Assert.Equal("1/2, warming up", ProgressText.State(new ProgressEvent("X", new ProgressPosition(1, 2)) { Status = "warming up" }));

    [Theory]
    [InlineData(1_234_567, "1,234,567 steps/s")]
    [InlineData(15.26, "15.3 steps/s")]
    [InlineData(1, "1.00 steps/s")]
    [InlineData(0.5, "2.00 s/step")]
    [InlineData(1.0 / 3600, "3,600 s/step")]
    public void Rate_below_one_a_second_is_told_as_the_time_of_a_step(double rate, string expected) =>
        Assert.Equal($"1/2, {expected}", ProgressText.State(new ProgressEvent("X", new ProgressPosition(1, 2)) { Rate = rate }));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(1.5e-7, "1.5E-07")]
    public void Value_that_is_no_number_is_told_like_others(double value, string expected) => Assert.Equal(
        $"1/2, test error {expected}",
        ProgressText.State(new ProgressEvent("X", new ProgressPosition(1, 2)) { Metrics = [new(MetricSplit.Test, "error", value)] }));

    [Theory]
    [InlineData("\e[31mred\e[0m", "red")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("\a\e]0;title", "  ]0;title")]
    public void Colours_and_control_characters_are_left_out(string text, string expected)
    {
        Assert.Equal(expected, ProgressText.Activity(new ProgressEvent(text, default)));
        Assert.Equal($"0, {expected}", ProgressText.State(new ProgressEvent("X", default) { Status = text }));
        Assert.Equal($"0, {expected} 1", ProgressText.State(new ProgressEvent("X", default) { Metrics = [new(MetricSplit.Train, text, 1)] }));
    }

    [Fact]
    public void Any_text_is_one_line() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => !ProgressText.Activity(new ProgressEvent(text.Get, default)).Any(char.IsControl)));

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(0.1, "00:00:01")]
    [InlineData(3723, "01:02:03")]
    [InlineData(1_000_000, "277:46:40")]
    public void Time_is_hours_minutes_and_seconds(double seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Time(TimeSpan.FromSeconds(seconds)));

    private static string State(ProgressPosition position) => ProgressText.State(new ProgressEvent("X", position));
}
