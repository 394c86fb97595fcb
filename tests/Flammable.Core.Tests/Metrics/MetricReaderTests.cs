using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace Flammable.Tests.Metrics;

public sealed class MetricReaderTests : IDisposable
{
    private const string Line = """{"split":"val","series":"loss","value":0.5,"step":3,"epoch":7,"time":"2026-11-22T06:05:52.1234567+00:00"}""";

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.At("metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Points_are_read_as_they_were_appended() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(
            ArbMap.Default.ArbFor<(MetricSplit Split, NonEmptyString Series, double Value, NonNegativeInt Step, int? Epoch, int? Run, DateTime Time)[]>(),
            points =>
            {
                SeriesPoint[] appended = [.. points.Select(p => new SeriesPoint(
                    p.Split, p.Series.Get, p.Value, p.Step.Get, p.Epoch, new DateTimeOffset(DateTime.SpecifyKind(p.Time, DateTimeKind.Utc))) { Run = p.Run })];
                File.Delete(FilePath);
                Append(appended);

                return ReadAll().SequenceEqual(appended);
            }));

    [Fact]
    public void Points_of_before_this_version_are_read()
    {
        File.WriteAllText(FilePath, Line + "\n");

        var time = new DateTimeOffset(2026, 11, 22, 6, 5, 52, TimeSpan.Zero);
        Assert.Equal([new SeriesPoint(MetricSplit.Validation, "loss", 0.5, 3, 7, time.AddTicks(1234567))], ReadAll());
    }

    [Fact]
    public void Members_that_are_not_known_are_passed_over()
    {
        File.WriteAllText(FilePath, Line.Replace("\"step\"", "\"unit\":{\"a\":[1]},\"step\"", StringComparison.Ordinal) + "\n");

        Assert.Equal((3L, 7), (Assert.Single(ReadAll()).Step, ReadAll()[0].Epoch));
    }

    [Fact]
    public void Torn_last_line_is_read_when_it_is_whole()
    {
        File.WriteAllText(FilePath, $"{Line}\n{Line[..40]}");
        using MetricReader reader = MetricReader.TryOpen(FilePath)!;

        Assert.NotNull(reader.Read());
        Assert.Null(reader.Read());
        File.AppendAllText(FilePath, Line[40..]);
        Assert.Null(reader.Read());
        File.AppendAllText(FilePath, "\n");
        Assert.Equal(3, reader.Read()!.Step);
        Assert.Null(reader.Read());
    }

    [Fact]
    public void Torn_last_line_that_the_next_run_cuts_is_never_read()
    {
        File.WriteAllText(FilePath, $"{Line}\n{Line[..40]}");
        using MetricReader reader = MetricReader.TryOpen(FilePath)!;
        Assert.NotNull(reader.Read());
        Assert.Null(reader.Read());

        Append(new SeriesPoint(MetricSplit.Test, "accuracy", 1, 0, null, DateTimeOffset.UtcNow));

        Assert.Equal("accuracy", reader.Read()!.Series);
    }

    [Fact]
    public async Task Points_are_read_while_a_writer_writes()
    {
        const int count = 200_000;
        Task writing = Task.Run(() =>
        {
            using MetricJournal journal = MetricJournal.Open(FilePath);
            for (int i = 0; i < count; i++)
            {
                journal.Append(new SeriesPoint(MetricSplit.Train, "loss", i, i, null, DateTimeOffset.UtcNow));
            }
        }, TestContext.Current.CancellationToken);
        MetricReader? reader = null;
        Until.True(() => (reader = MetricReader.TryOpen(FilePath)) is not null, "The journal");

        using (reader)
        {
            long next = 0;
            Until.True(
                () =>
                {
                    while (reader!.Read() is { } point)
                    {
                        Assert.Equal(next++, point.Step);
                    }

                    return next == count;
                },
                "The last point");
        }

        await writing;
    }

    [Fact]
    public void Name_longer_than_the_buffer_is_read()
    {
        var point = new SeriesPoint(MetricSplit.Train, new string('ö', 200_000), 1, 0, null, DateTimeOffset.UtcNow);
        Append(point);

        Assert.Equal([point], ReadAll());
    }

    [Theory]
    [InlineData("hello", "it is not JSON")]
    [InlineData("{} {}", "it is not JSON")]
    [InlineData("[]", "it is not an object")]
    [InlineData("{}", "it has no 'split'")]
    [InlineData("""{"split":"other"}""", "its 'split' is 'other'")]
    [InlineData("""{"split":"train","series":"a","value":true}""", "its 'value' is not a number")]
    [InlineData("""{"split":"train","series":"a","value":1,"step":"x"}""", "its 'step' is not a whole number")]
    [InlineData("""{"split":"train","series":"a","value":1,"epoch":1.5}""", "its 'epoch' is not a whole number")]
    [InlineData("""{"split":"train","series":"a","value":1,"run":"x"}""", "its 'run' is not a whole number")]
    [InlineData("""{"split":"train","series":"a","value":1,"time":"noon"}""", "its 'time' is not a time")]
    public void Damaged_line_is_named(string line, string reason)
    {
        File.WriteAllText(FilePath, $"{Line}\n{line}\n");
        using MetricReader reader = MetricReader.TryOpen(FilePath)!;
        reader.Read();

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => reader.Read());

        Assert.Equal((FilePath, StoreProblem.Damaged), (error.Path, error.Problem));
        Assert.Equal($"The line 2 of the journal '{FilePath}' is damaged: {reason}.", error.Message);
    }

    [Fact]
    public void Journal_that_is_not_there_is_none() => Assert.Null(MetricReader.TryOpen(FilePath));

    private void Append(params SeriesPoint[] points)
    {
        using MetricJournal journal = MetricJournal.Open(FilePath);
        foreach (SeriesPoint point in points)
        {
            journal.Append(point);
        }
    }

    private List<SeriesPoint> ReadAll()
    {
        var points = new List<SeriesPoint>();
        using MetricReader? reader = MetricReader.TryOpen(FilePath);
        while (reader?.Read() is { } point)
        {
            points.Add(point);
        }

        return points;
    }
}
