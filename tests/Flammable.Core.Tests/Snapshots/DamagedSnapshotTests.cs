using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Tests.Snapshots;

public sealed class DamagedSnapshotTests : IDisposable
{
    private readonly SnapshotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{ \"commit_sha\": \"ab")]
    [InlineData("this is no JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{ "commit_sha": 5, "timestamp": "20190926-123819" }""")]
    [InlineData("""{ "commit_sha": "ab", "timestamp": {} }""")]
    [InlineData("""{ "commit_sha": "ab", "state": "flying" }""")]
    [InlineData("""{ "commit_sha": "ab", "state": "7" }""")]
    [InlineData("""{ "commit_sha": "ab", "state": "trained,failed" }""")]
    [InlineData("""{ "commit_sha": "ab", "commit_sha": "cd" }""")]
    [InlineData("""{ "commit_sha": "ab", "filename": [1] }""")]
    [InlineData("""{ "commit_sha": "ab", "comment": "\ud800" }""")]
    [InlineData("""{ "commit_sha": "ab", "train_data": { "loss": { "count": 3 } } }""")]
    [InlineData("""{ "commit_sha": "ab", "train_data": { "loss": { "count": 1, "last": [] , "min": 1, "max": 1, "mean": 1 } } }""")]
    [InlineData("""{ "commit_sha": "ab", "parameters": { "x": "\udc00" } }""")]
    public void File_that_is_not_what_it_should_be_is_named_and_left_as_it_is(string json)
    {
        SnapshotKey key = _fixture.Write(json);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => _fixture.Store.Read(key));

        Assert.Equal(StoreProblem.Damaged, error.Problem);
        Assert.Equal(Path.Combine(key.Path, "snapshot.json"), error.Path);
        Assert.Contains(error.Path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        AssertNeverWritten(key, json);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("\"2\"")]
    public void Newer_format_is_refused_and_never_rewritten(string format)
    {
        string json = $$"""{ "format": {{format}}, "commit_sha": "ab", "timestamp": "20190926-123819" }""";
        SnapshotKey key = _fixture.Write(json);

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => _fixture.Store.Read(key));

        Assert.Equal(StoreProblem.NewerVersion, error.Problem);
        AssertNeverWritten(key, json);
    }

    [Fact]
    public void Newer_format_is_refused_even_where_nothing_else_is_understood()
    {
        SnapshotKey key = _fixture.Write("""{ "format": 2, "commit_sha": { "sha": "ab" } }""");

        Assert.Equal(StoreProblem.NewerVersion, Assert.Throws<SnapshotStoreException>(() => _fixture.Store.Read(key)).Problem);
    }

    [Fact]
    public void Folder_without_the_file_is_damaged()
    {
        SnapshotKey key = _fixture.Write("{}");
        File.Delete(Path.Combine(key.Path, "snapshot.json"));

        Assert.Equal(StoreProblem.Damaged, Assert.Throws<SnapshotStoreException>(() => _fixture.Store.Read(key)).Problem);
    }

    [Theory]
    [InlineData("""{ "commit_sha": "ab", "train_data": [1, 2], "val_data": "none", "test_data": null, "model_files": "x", "parameters": 5, "custom_data": [1] }""")]
    [InlineData("""{ "commit_sha": "ab", "train_data": { "words": ["a"], "nothing": null, "deep": [[1]] }, "model_files": [null, 5, "a"] }""")]
    public void Members_of_another_kind_that_only_results_are_made_of_do_not_hide_the_snapshot(string json)
    {
        SnapshotKey key = _fixture.Write(json);

        Assert.Equal("ab", _fixture.Store.Read(key).Commit);
    }

    private void AssertNeverWritten(SnapshotKey key, string json)
    {
        Assert.Throws<SnapshotStoreException>(() => _fixture.Store.Save(SnapshotFixture.Draft(key)));
        Assert.Equal(json, SnapshotFixture.Json(key.Path));
        Assert.Single(Directory.GetFiles(key.Path));
    }
}
