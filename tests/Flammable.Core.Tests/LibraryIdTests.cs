using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryIdTests : IDisposable
{
    private readonly StoredLibrary _stored = new();

    public void Dispose() => _stored.Dispose();

    [Theory]
    [InlineData("abcde", "One", "20260101-000000-abcde")]
    [InlineData("20260101-000000-abcde", "One", "20260101-000000-abcde")]
    [InlineData("abc", "One", "20260101-000000-abcde")]
    [InlineData("20260102", "One", "20260102-000000-abxyz")]
    [InlineData("Two/20260103-000000-abcde", "Two", "20260103-000000-abcde")]
    [InlineData("Two/a", "Two", "20260103-000000-abcde")]
    [InlineData("two/abcde", "Two", "20260103-000000-abcde")]
    [InlineData("zzzzz", "Two", "20260104-000000-zzzzz")]
    public void A_snapshot_is_found_by_its_id_its_name_or_the_unique_beginning_of_either(string id, string experiment, string name)
    {
        _stored.Add("One", "20260101-000000-abcde");
        _stored.Add("One", "20260102-000000-abxyz");
        if (id != "abcde" && id != "abc")
        {
            _stored.Add("Two", "20260103-000000-abcde");
            _stored.Add("Two", "20260104-000000-zzzzz");
        }

        Snapshot snapshot = _stored.Library.GetSnapshot(id);

        Assert.Equal((experiment, name), (snapshot.Experiment, snapshot.Name));
    }

    [Fact]
    public void An_exact_id_wins_over_a_longer_one_that_begins_so()
    {
        _stored.Add("One", "20260101-000000-abc");
        _stored.Add("One", "20260102-000000-abcde");

        Assert.Equal("20260101-000000-abc", _stored.Library.GetSnapshot("abc").Name);
    }

    [Fact]
    public void An_id_in_two_experiments_is_told_apart_by_the_experiment()
    {
        _stored.Add("One", "20260101-000000-abcde");
        _stored.Add("Two", "20260101-000000-abcde");

        SnapshotNotFoundException error = Assert.Throws<SnapshotNotFoundException>(() => _stored.Library.GetSnapshot("abcde"));

        Assert.Equal(["One/20260101-000000-abcde", "Two/20260101-000000-abcde"], error.Matches.Order(StringComparer.Ordinal));
        Assert.Equal("Two", _stored.Library.GetSnapshot("abcde", "Two").Experiment);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("")]
    [InlineData("One/")]
    [InlineData("One/nope")]
    [InlineData("*")]
    [InlineData("ABCDE")]
    public void An_unknown_id_is_named(string id)
    {
        _stored.Add("One", "20260101-000000-abcde");

        SnapshotNotFoundException error = Assert.Throws<SnapshotNotFoundException>(() => _stored.Library.GetSnapshot(id));

        Assert.Equal(id, error.Id);
        Assert.Empty(error.Matches);
    }

    [Fact]
    public void An_unknown_experiment_is_named() =>
        Assert.Equal("None", Assert.Throws<ExperimentNotFoundException>(() => _stored.Library.GetSnapshot("None/abcde")).Name);

    [Fact]
    public void A_damaged_snapshot_is_found_by_its_id_and_says_what_is_wrong()
    {
        _stored.Add("One", "20260101-000000-abcde", "{");

        Assert.Equal(
            StoreProblem.Damaged, Assert.Throws<SnapshotStoreException>(() => _stored.Library.GetSnapshot("abcde")).Problem);
    }
}
