using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Metrics;

/// <summary>Rules that hold for all values.</summary>
public sealed class MetricPropertyTests
{
    private static readonly Arbitrary<double> AnyNumber = ArbMap.Default.ArbFor<double>();

    [Fact]
    public void Summary_says_what_a_look_at_all_values_says() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<double>>(),
        values =>
        {
            double[] all = values.Get;
            SeriesSummary summary = all.Skip(1).Aggregate(SeriesSummary.Of(all[0]), (sum, value) => sum.With(value));
            double[] numbers = [.. all.Where(value => !double.IsNaN(value))];
            double mean = numbers.Length == 0 ? double.NaN : numbers.Sum(value => value / numbers.Length);

            return summary.Count == all.Length
                && summary.NanCount == all.Length - numbers.Length
                && summary.Last.Equals(all[^1])
                && summary.Min.Equals(numbers.Length == 0 ? double.NaN : numbers.Min())
                && summary.Max.Equals(numbers.Length == 0 ? double.NaN : numbers.Max())
                && IsNear(summary.Mean, mean, numbers);
        }));

    [Fact]
    public void Summary_of_an_infinite_value_has_an_infinite_mean()
    {
        Assert.Equal(double.PositiveInfinity, Of(double.PositiveInfinity, 1, 2).Mean);
        Assert.Equal(double.NegativeInfinity, Of(1, double.NegativeInfinity, 5).Mean);
        Assert.Equal(double.NaN, Of(double.NegativeInfinity, double.PositiveInfinity, 1).Mean);
        Assert.Equal(0, Of(double.MaxValue, -double.MaxValue).Mean);
    }

    [Fact]
    public void Number_survives_the_way_through_text() => Check.QuickThrowOnFailure(Prop.ForAll(
        AnyNumber,
        number => JsonNumber.Read(JsonNode.Parse(JsonNumber.Of(number).ToJsonString()))!.Value.Equals(number)));

    [Fact]
    public void Journal_line_says_what_was_appended() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyString>(),
            AnyNumber,
            (series, value) =>
            {
                using var folder = new TemporaryFolder();
                var point = new SeriesPoint(MetricSplit.Test, series.Get, value, 7, 3, DateTimeOffset.UtcNow);
                using (MetricJournal journal = MetricJournal.Open(folder.At("metrics.jsonl")))
                {
                    journal.Append(point);
                }

                string text = File.ReadAllText(folder.At("metrics.jsonl"));
                JsonNode line = JsonNode.Parse(text)!;
                return text.Count(c => c == '\n') == 1
                    && line["series"]!.GetValue<string>() == series.Get
                    && JsonNumber.Read(line["value"])!.Value.Equals(value)
                    && line["time"]!.GetValue<DateTimeOffset>() == point.Time;
            }));

    [Fact]
    public void Snapshot_survives_the_way_through_its_document() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<string, NonEmptyArray<double>>>().Filter(series => series.Keys.All(key => key is not null)),
        ArbMap.Default.ArbFor<string>(),
        (series, message) =>
        {
            var key = new SnapshotKey("lab", "20261122-120000-abcde", "/library/lab/20261122-120000-abcde");
            Snapshot snapshot = new()
            {
                Id = key.Id,
                Name = key.Name,
                Experiment = key.Experiment,
                Path = key.Path,
                State = SnapshotState.Trained,
                Commit = "ab",
                Timestamp = DateTimeOffset.Now,
                Message = message,
                Train = series.ToDictionary(one => one.Key, one => Of(one.Value.Get)),
                Parameters = series.ToDictionary(one => one.Key, one => (object?)(one.Value.Get[0] + 0.0)),
            };

            string text = SnapshotJson.ToDocument(snapshot).ToJsonString();
            Snapshot read = SnapshotJson.FromDocument((JsonObject)JsonNode.Parse(text)!, key, "");

            return SnapshotJson.ToDocument(read).ToJsonString() == text
                && read.Train.All(one => one.Value == snapshot.Train[one.Key])
                && read.Message == message
                && read.Timestamp == snapshot.Timestamp;
        }));

    [Fact]
    public void Valid_JSON_means_the_same_after_quoting() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<Dictionary<string, string>>().Filter(texts => texts.Keys.All(key => key is not null)),
        texts =>
        {
            var named = texts.ToDictionary(text => text.Key + "NaN\"\\", text => $"-Infinity {text.Value} \\\"NaN");
            string json = JsonSerializer.Serialize(named);
            return PythonJson.QuoteNonFinite(json) == json;
        }));

    private static SeriesSummary Of(params double[] values) =>
        values.Skip(1).Aggregate(SeriesSummary.Of(values[0]), (summary, value) => summary.With(value));

    // The smallest numbers have a single digit: each division may round it away.
    private static bool IsNear(double actual, double expected, double[] numbers) =>
        actual.Equals(expected) || Math.Abs(actual - expected) <= (1e-9 * numbers.Max(Math.Abs)) + (numbers.Length * double.Epsilon);
}
