using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class UpdateTests : IDisposable
{
    private readonly StoredLibrary _stored = new();

    public UpdateTests()
    {
        _stored.Add("One", "20260101-000000-aaaaa", more: """ "comment": "first", "tags": ["good"], "later": 1 """);
        _stored.Add("One", "20260102-000000-bbbbb", state: SnapshotState.Failed);
    }

    public void Dispose() => _stored.Dispose();

    [Fact]
    public void Message_and_tags_of_any_snapshot_are_changed_and_all_else_stays()
    {
        Snapshot before = Find("aaaaa");

        Snapshot after = Update("aaaaa", new UpdateRequest { Message = "second", Tags = ["paper", "good", "paper"] });

        Assert.Equal("second", after.Message);
        Assert.Equal(["good", "paper"], Find("aaaaa").Tags);
        Assert.Equal((before.Commit, before.State, before.Timestamp), (after.Commit, after.State, after.Timestamp));
        Assert.Contains("\"later\": 1", File.ReadAllText(Path.Combine(after.Path, "snapshot.json")), StringComparison.Ordinal);
        Assert.Equal("20260101-000000-aaaaa", Find("paper").Name);
    }

    [Fact]
    public void An_empty_message_is_none() =>
        Assert.Null(Update("aaaaa", new UpdateRequest { Message = "" }).Message);

    [Fact]
    public void Tags_are_taken_away_and_one_that_is_not_there_does_not_matter() =>
        Assert.Equal(["x"], Update("aaaaa", new UpdateRequest { RemovedTags = ["good", "none"], Tags = ["x"] }).Tags);

    [Fact]
    public void A_failed_snapshot_can_be_tagged() =>
        Assert.Equal(["broken"], Update("bbbbb", new UpdateRequest { Tags = ["broken"] }).Tags);

    [Fact]
    public void Nothing_is_written_where_nothing_changes()
    {
        string file = Path.Combine(Find("aaaaa").Path, "snapshot.json");
        DateTime written = File.GetLastWriteTimeUtc(file);

        Update("aaaaa", new UpdateRequest { Message = "first", Tags = ["good"] });

        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" a")]
    [InlineData("a\t")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a\nb")]
    [InlineData("last")]
    [InlineData("best")]
    [InlineData("Last")]
    public void A_text_that_cannot_be_a_tag_is_refused(string tag)
    {
        Assert.Throws<ArgumentException>(() => Update("aaaaa", new UpdateRequest { Message = "new", Tags = ["x", tag] }));

        Assert.Equal(("first", 1), (Find("aaaaa").Message, Find("aaaaa").Tags.Count));
    }

    [Fact]
    public void A_snapshot_that_a_run_holds_is_refused()
    {
        Snapshot snapshot = Find("aaaaa");
        using SnapshotLock held = SnapshotLock.ForWriting(new SnapshotKey(snapshot.Experiment, snapshot.Name, snapshot.Path));

        Assert.Equal(
            SnapshotStateProblem.InUse,
            Assert.Throws<SnapshotStateException>(() => _stored.Library.Update(new UpdateRequest { Snapshot = snapshot, Tags = ["x"] }, null, TestContext.Current.CancellationToken)).Problem);
    }

    [Fact]
    public void A_snapshot_that_is_gone_is_named()
    {
        Snapshot snapshot = Find("aaaaa");
        Directory.Delete(snapshot.Path, recursive: true);

        Assert.Throws<SnapshotNotFoundException>(() => _stored.Library.Update(new UpdateRequest { Snapshot = snapshot, Tags = ["x"] }, null, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(snapshot.Path));
    }

    private Snapshot Find(string id) => _stored.Library.GetSnapshot(id);

    private Snapshot Update(string id, UpdateRequest request) =>
        _stored.Library.Update(request with { Snapshot = Find(id) }, null, TestContext.Current.CancellationToken)!;
}
