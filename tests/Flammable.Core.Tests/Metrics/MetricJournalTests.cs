using System.Text.Json;
using Flammable.Errors;
using Flammable.Metrics;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Metrics;

public sealed class MetricJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.At("metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Points_are_lines_in_the_order_of_their_appending()
    {
        using (MetricJournal journal = MetricJournal.Open(FilePath))
        {
            journal.Append(Point("loss", 0.5, 0) with { Epoch = 3 });
            journal.Append(Point("größe \"x\"\n", -1e300, 1));
        }

        JsonElement[] lines = Lines();
        Assert.Equal(["loss", "größe \"x\"\n"], lines.Select(line => line.GetProperty("series").GetString()));
        Assert.Equal([0.5, -1e300], lines.Select(line => line.GetProperty("value").GetDouble()));
        Assert.Equal(3, lines[0].GetProperty("epoch").GetInt32());
        Assert.False(lines[1].TryGetProperty("epoch", out _));
        Assert.Equal("train", lines[0].GetProperty("split").GetString());
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Values_without_digits_are_texts(double value, string text)
    {
        using (MetricJournal journal = MetricJournal.Open(FilePath))
        {
            journal.Append(Point("loss", value, 0));
        }

        Assert.Equal(text, Assert.Single(Lines()).GetProperty("value").GetString());
    }

    [Fact]
    public void Points_reach_the_file_while_the_journal_is_open_and_as_whole_lines()
    {
        using MetricJournal journal = MetricJournal.Open(FilePath);
        journal.Append(Point("loss", 1, 0));

        Until.True(() => Read().Length > 0, "the point is in the file");

        Assert.EndsWith("\n", Read(), StringComparison.Ordinal);
        for (int i = 1; i < 20_000; i++)
        {
            journal.Append(Point("loss", i, i));
            if (i % 2000 == 0)
            {
                string text = Read();
                Assert.True(text.Length == 0 || text[^1] == '\n');
            }
        }
    }

    [Fact]
    public void Parallel_appends_are_all_there_and_whole()
    {
        using (MetricJournal journal = MetricJournal.Open(FilePath))
        {
            Parallel.For(0, 8, thread =>
            {
                for (int i = 0; i < 500; i++)
                {
                    journal.Append(Point($"s{thread}", i, i));
                }
            });
        }

        Assert.All(
            Lines().GroupBy(line => line.GetProperty("series").GetString()),
            series => Assert.Equal(Enumerable.Range(0, 500), series.Select(line => line.GetProperty("step").GetInt32())));
        Assert.Equal(4000, Lines().Length);
    }

    [Theory]
    [InlineData("{\"split\":\"train\"}\n{\"split\":\"tr", 1)]
    [InlineData("{\"split\":\"tr", 0)]
    [InlineData("{\"split\":\"train\"}\n", 1)]
    [InlineData("", 0)]
    public void Torn_last_line_is_cut_at_the_next_opening(string content, int whole)
    {
        File.WriteAllText(FilePath, content);

        using (MetricJournal journal = MetricJournal.Open(FilePath))
        {
            journal.Append(Point("loss", 1, 0));
        }

        Assert.Equal(whole + 1, Lines().Length);
    }

    [Fact]
    public void Points_that_a_reader_has_seen_outlive_the_kill_of_their_writer()
    {
        using (ChildProcess child = ChildProcess.Start<MetricJournalTests>(nameof(Child_appends_until_it_is_killed), FilePath))
        {
            Until.True(() => File.Exists(FilePath) && Read().Split('\n').Length > 5, "The child's first points");
            child.Kill();
        }

        string[] lines = Read().Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(Enumerable.Range(0, lines.Length - 1), lines[..^1].Select(line => JsonElement.Parse(line).GetProperty("step").GetInt32()));
    }

    [Fact(Explicit = true)]
    public void Child_appends_until_it_is_killed()
    {
        using MetricJournal journal = MetricJournal.Open(ChildProcess.Given);
        for (int i = 0; ; i++)
        {
            journal.Append(Point("loss", i, i));
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(100);
        }
    }

    [Fact]
    public void Nothing_is_written_after_the_end()
    {
        MetricJournal journal = MetricJournal.Open(FilePath);
        journal.Append(Point("loss", 1, 0));
        journal.Dispose();
        string content = Read();

        Assert.Throws<InvalidOperationException>(() => journal.Append(Point("loss", 2, 1)));
        journal.Dispose();

        Assert.Equal(content, Read());
    }

    [Fact]
    public void File_that_cannot_be_opened_is_named()
    {
        Directory.CreateDirectory(FilePath);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => MetricJournal.Open(FilePath));

        Assert.Equal((FilePath, StoreProblem.NotWritable), (error.Path, error.Problem));
    }

    private static SeriesPoint Point(string series, double value, long step) => new(MetricSplit.Train, series, value, step, null, DateTimeOffset.UtcNow);

    private JsonElement[] Lines() => [.. Read().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    private string Read()
    {
        using var reader = new StreamReader(new FileStream(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
