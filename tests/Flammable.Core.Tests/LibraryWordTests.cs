using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryWordTests : IDisposable
{
    private readonly StoredLibrary _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public void Last_is_the_newest_of_the_experiment_or_of_all()
    {
        _stored.Add("One", "20260102-000000-bbbbb", state: SnapshotState.Failed);
        _stored.Add("Two", "20260103-000000-ccccc");
        _stored.Add("One", "20260101-000000-aaaaa");

        Assert.Equal("Two/20260103-000000-ccccc", Find("last"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("One/last"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("last", "One"));
    }

    [Theory]
    [InlineData("LAST")]
    [InlineData("One/Last")]
    [InlineData("Best:a/b")]
    [InlineData("One/BEST:-a/b")]
    public void Words_may_be_written_in_any_case(string word)
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "a/b", "0.5"));

        Assert.Equal("One/20260101-000000-aaaaa", Find(word));
    }

    [Fact]
    public void Last_of_several_made_in_one_second_is_the_one_made_last()
    {
        _stored.Add("One", "20260101-000000-zzzzz", """{ "commit_sha": "0", "timestamp": "2026-01-01T00:00:00.1Z" }""");
        _stored.Add("Two", "20260101-000000-aaaaa", """{ "commit_sha": "0", "timestamp": "2026-01-01T00:00:00.2Z" }""");

        Assert.Equal("Two/20260101-000000-aaaaa", Find("last"));
    }

    [Fact]
    public void Best_is_the_greatest_value_and_with_a_minus_the_least()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "accuracy", "0.5"));
        _stored.Add("One", "20260102-000000-bbbbb", more: Series("test_data", "accuracy", "0.9"));
        _stored.Add("One", "20260103-000000-ccccc", more: Series("test_data", "accuracy", "0.7"));
        _stored.Add("Two", "20260104-000000-ddddd", more: Series("test_data", "accuracy", "0.95"));

        Assert.Equal("Two/20260104-000000-ddddd", Find("best:accuracy"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("One/best:accuracy"));
        Assert.Equal("One/20260101-000000-aaaaa", Find("best:-accuracy"));
    }

    [Fact]
    public void Best_compares_values_of_the_test_where_any_snapshot_has_one_else_of_the_validation_else_of_the_training()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("train_data", "a", "0.99"));
        _stored.Add("One", "20260102-000000-bbbbb", more: Series("val_data", "a", "0.8"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("best:a"));

        _stored.Add("One", "20260103-000000-ccccc", more: Series("test_data", "a", "0.1"));
        Assert.Equal("One/20260103-000000-ccccc", Find("best:a"));
    }

    [Fact]
    public void The_newest_of_equally_good_ones_is_the_best()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "a", "1"));
        _stored.Add("One", "20260102-000000-bbbbb", more: Series("test_data", "a", "1"));

        Assert.Equal("One/20260102-000000-bbbbb", Find("best:a"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("best:-a"));
    }

    [Theory]
    [InlineData("best:a", "20260103-000000-ccccc")]
    [InlineData("best:-a", "20260102-000000-bbbbb")]
    public void NaN_is_never_the_best_and_infinities_are_numbers(string word, string name)
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "a", "\"NaN\""));
        _stored.Add("One", "20260102-000000-bbbbb", more: Series("test_data", "a", "\"-Infinity\""));
        _stored.Add("One", "20260103-000000-ccccc", more: Series("test_data", "a", "3"));

        Assert.Equal($"One/{name}", Find(word));
    }

    [Theory]
    [InlineData(SnapshotState.Failed)]
    [InlineData(SnapshotState.Interrupted)]
    [InlineData(SnapshotState.Created)]
    public void Only_a_trained_snapshot_is_the_best(SnapshotState state)
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("train_data", "a", "1"));
        _stored.Add("One", "20260102-000000-bbbbb", state: state, more: Series("train_data", "a", "2"));

        Assert.Equal("One/20260101-000000-aaaaa", Find("best:a"));
    }

    [Fact]
    public void A_metric_may_have_slashes_and_colons_in_its_name()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "val/top:5", "1"));

        Assert.Equal("One/20260101-000000-aaaaa", Find("best:val/top:5"));
        Assert.Equal("One/20260101-000000-aaaaa", Find("One/best:-val/top:5"));
    }

    [Fact]
    public void A_metric_that_no_snapshot_has_is_told_with_those_that_there_are()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: $"{Series("test_data", "accuracy", "1")}, {Series("train_data", "loss", "1")}");

        SnapshotNotFoundException error = Assert.Throws<SnapshotNotFoundException>(() => Find("best:acuracy"));

        Assert.Contains("'acuracy'", error.Message, StringComparison.Ordinal);
        Assert.Equal("best:acuracy", error.Id);
        Assert.Equal(["accuracy", "loss"], error.Metrics);
    }

    [Theory]
    [InlineData("last")]
    [InlineData("One/last")]
    [InlineData("best:a")]
    public void A_word_needs_a_snapshot(string word)
    {
        _stored.Add("Two", "20260101-000000-aaaaa", state: SnapshotState.Failed);
        Directory.CreateDirectory(Path.Combine(_stored.Library.Folder, "One", "snapshots"));
        Directory.CreateDirectory(Path.Combine(_stored.Library.Folder, "One", "repo"));
        if (word == "last")
        {
            Directory.Delete(Path.Combine(_stored.Library.Folder, "Two"), recursive: true);
        }

        Assert.Equal(SnapshotStateProblem.NoSnapshot, Assert.Throws<SnapshotStateException>(() => Find(word)).Problem);
    }

    [Fact]
    public void A_tag_names_its_snapshot()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: """ "tags": ["paper", "v 1"] """);
        _stored.Add("One", "20260102-000000-bbbbb");

        Assert.Equal("One/20260101-000000-aaaaa", Find("paper"));
        Assert.Equal("One/20260101-000000-aaaaa", Find("One/v 1"));
        Assert.Throws<SnapshotNotFoundException>(() => Find("pape"));
    }

    [Fact]
    public void A_tag_of_several_snapshots_is_refused_and_lists_them()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: """ "tags": ["paper"] """);
        _stored.Add("Two", "20260102-000000-bbbbb", more: """ "tags": ["paper"] """);

        Assert.Equal(
            ["Two/20260102-000000-bbbbb", "One/20260101-000000-aaaaa"], Assert.Throws<SnapshotNotFoundException>(() => Find("paper")).Matches);
        Assert.Equal("One/20260101-000000-aaaaa", Find("One/paper"));
    }

    [Fact]
    public void An_id_wins_over_a_tag_a_tag_over_the_beginning_of_an_id()
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("One", "20260102-000000-bbbbb", more: """ "tags": ["aaaaa", "aa", "las"] """);
        _stored.Add("One", "20260103-000000-lastx");
        _stored.Add("One", "20260104-000000-ccccc");

        Assert.Equal("One/20260101-000000-aaaaa", Find("aaaaa"));
        Assert.Equal("One/20260102-000000-bbbbb", Find("aa"));
        Assert.Equal("One/20260104-000000-ccccc", Find("last"));
        Assert.Equal("One/20260103-000000-lastx", Find("lastx"));
    }

    [Fact]
    public void A_damaged_snapshot_is_in_the_way_of_no_tag_and_of_no_best()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: $"{Series("test_data", "a", "1")}, \"tags\": [\"paper\"]");
        _stored.Add("One", "20260102-000000-bbbbb", "{");

        Assert.Equal("One/20260101-000000-aaaaa", Find("paper"));
        Assert.Equal("One/20260101-000000-aaaaa", Find("best:a"));
        Assert.Throws<SnapshotStoreException>(() => Find("last"));
    }

    [Fact]
    public void Reading_opens_no_journal()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: Series("test_data", "a", "1"));
        Directory.CreateDirectory(Path.Combine(_stored.Library.Folder, "One", "snapshots", "20260101-000000-aaaaa", "metrics.jsonl"));

        Assert.Equal("One/20260101-000000-aaaaa", Find("best:a"));
        Assert.Equal("One/20260101-000000-aaaaa", Find("last"));
    }

    [Theory]
    [InlineData("paper", 1)]
    [InlineData("PAP*", 2)]
    [InlineData("*", 2)]
    [InlineData("none", 0)]
    public void Snapshots_are_listed_by_tags(string pattern, int count)
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: """ "tags": ["paper", "good"] """);
        _stored.Add("One", "20260102-000000-bbbbb", more: """ "tags": ["papers"] """);
        _stored.Add("One", "20260103-000000-ccccc");

        Assert.Equal(count, _stored.Library.GetSnapshots(new SnapshotFilter { Tags = [pattern] }).Count());
    }

    private string Find(string text, string? experiment = null) => _stored.Library.GetSnapshot(text, experiment).ToString();

    private static string Series(string part, string name, string value) =>
        $$""" "{{part}}": { "{{name}}": { "last": {{value}}, "min": 0, "max": 0, "mean": 0, "count": 1 } } """;
}
