using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests;

public sealed class LibraryListingTests : IDisposable
{
    private readonly StoredLibrary _stored = new();

    public void Dispose() => _stored.Dispose();

    [Fact]
    public void A_library_that_does_not_exist_yet_is_empty()
    {
        Assert.Empty(_stored.Library.GetSnapshots());
        Assert.Empty(_stored.Library.GetExperiments());
        Assert.Empty(_stored.Library.GetExperiments("*"));
        Assert.Throws<ExperimentNotFoundException>(() => _stored.Library.GetExperiments("One").ToList());
    }

    [Fact]
    public void Snapshots_of_all_experiments_are_listed_newest_first()
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("Two", "20260102-000000-bbbbb");
        _stored.Add("One", "20260103-000000-ccccc");

        Assert.Equal(
            ["One/20260103-000000-ccccc", "Two/20260102-000000-bbbbb", "One/20260101-000000-aaaaa"],
            _stored.Library.GetSnapshots().Select(snapshot => snapshot.ToString()));
    }

    [Theory]
    [InlineData("One", 2)]
    [InlineData("one", 2)]
    [InlineData("T*", 1)]
    [InlineData("?ne", 2)]
    [InlineData("*", 3)]
    [InlineData("X*", 0)]
    public void An_experiment_is_chosen_by_name_or_wildcards(string pattern, int count)
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("Two", "20260102-000000-bbbbb");
        _stored.Add("One", "20260103-000000-ccccc");

        Assert.Equal(count, _stored.Library.GetSnapshots(new SnapshotFilter { Experiment = pattern }).Count());
    }

    [Fact]
    public void An_experiment_that_does_not_exist_is_named()
    {
        _stored.Add("One", "20260101-000000-aaaaa");

        Assert.Throws<ExperimentNotFoundException>(
            () => _stored.Library.GetSnapshots(new SnapshotFilter { Experiment = "Onee" }).ToList());
    }

    [Fact]
    public void Last_counts_after_the_other_filters()
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("One", "20260102-000000-bbbbb");
        _stored.Add("One", "20260103-000000-ccccc", state: SnapshotState.Failed);

        var filter = new SnapshotFilter { States = [SnapshotState.Trained], Last = 1 };

        Assert.Equal("bbbbb", Assert.Single(_stored.Library.GetSnapshots(filter)).Id);
        Assert.Empty(_stored.Library.GetSnapshots(new SnapshotFilter { Last = 0 }));
        Assert.Equal(3, _stored.Library.GetSnapshots(new SnapshotFilter { Last = 99 }).Count());
    }

    [Fact]
    public void A_snapshot_that_says_training_while_nobody_trains_it_is_listed_as_interrupted()
    {
        _stored.Add("One", "20260101-000000-aaaaa", state: SnapshotState.Training);

        Assert.Equal(SnapshotState.Interrupted, Assert.Single(_stored.Library.GetSnapshots()).State);
        Assert.Single(_stored.Library.GetSnapshots(new SnapshotFilter { States = [SnapshotState.Interrupted] }));
        Assert.Empty(_stored.Library.GetSnapshots(new SnapshotFilter { States = [SnapshotState.Training] }));
    }

    [Theory]
    [InlineData("", StoreProblem.Damaged)]
    [InlineData("{ \"format\": 1, \"uid\":", StoreProblem.Damaged)]
    [InlineData("[]", StoreProblem.Damaged)]
    [InlineData("not JSON", StoreProblem.Damaged)]
    [InlineData("{}", StoreProblem.Damaged)]
    [InlineData("{ \"format\": 1, \"uid\": 5 }", StoreProblem.Damaged)]
    [InlineData("{ \"format\": 99 }", StoreProblem.NewerVersion)]
    public void An_unreadable_snapshot_is_reported_and_passed_over(string json, StoreProblem problem)
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("One", "20260102-000000-bbbbb", json);
        _stored.Add("One", "20260103-000000-ccccc");
        var unreadable = new List<SnapshotStoreException>();

        Assert.Equal(["ccccc", "aaaaa"], _stored.Library.GetSnapshots(unreadable: unreadable.Add).Select(snapshot => snapshot.Id));

        SnapshotStoreException error = Assert.Single(unreadable);
        Assert.Equal(problem, error.Problem);
        Assert.Contains("20260102-000000-bbbbb", error.Path);
        Assert.Throws<SnapshotStoreException>(() => _stored.Library.GetSnapshots().ToList());
    }

    [Fact]
    public void Listing_is_lazy()
    {
        _stored.Add("One", "20260101-000000-aaaaa", "damaged");
        _stored.Add("One", "20260102-000000-bbbbb");

        Assert.Equal("bbbbb", _stored.Library.GetSnapshots().First().Id);
    }

    [Fact]
    public void Stray_files_and_hidden_folders_are_no_experiments_and_no_snapshots()
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        string snapshots = Path.Combine(_stored.Library.Folder, "One", "snapshots");
        File.WriteAllText(Path.Combine(snapshots, "notes.txt"), "");
        Directory.CreateDirectory(Path.Combine(snapshots, ".new-20260102-000000-bbbbb"));
        Directory.CreateDirectory(Path.Combine(_stored.Library.Folder, "unrelated"));
        File.WriteAllText(Path.Combine(_stored.Library.Folder, "readme"), "");

        Assert.Single(_stored.Library.GetSnapshots());
        Assert.Equal(["One"], _stored.Library.GetExperiments().Select(experiment => experiment.Name));
    }

    [Fact]
    public void An_experiment_tells_how_many_snapshots_it_has_and_the_newest_one()
    {
        _stored.Add("One", "20260101-000000-aaaaa");
        _stored.Add("One", "20260102-000000-bbbbb", "damaged");

        var experiment = Assert.Single(_stored.Library.GetExperiments());
        Assert.Equal((2, "20260102-000000-bbbbb"), (experiment.SnapshotCount, experiment.LastSnapshot));
    }
}
