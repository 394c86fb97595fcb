using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class ExperimentIdentityTests : IDisposable
{
    private readonly Experimenting _experiment = new("one/Model");

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_second_folder_of_the_same_name_becomes_an_experiment_of_its_own_with_a_warning()
    {
        _experiment.Train();
        string other = _experiment.AddFolder("two/Model", 2);

        Snapshot snapshot = _experiment.TrainIn(other)!;

        Assert.Equal("Model-2", snapshot.Experiment);
        Assert.Contains(_experiment.Events.Warnings, warning => warning.Contains("Model-2", StringComparison.Ordinal));
        Assert.Equal(1, Assert.Single(_experiment.Library.GetExperiments("Model")).SnapshotCount);
    }

    [Fact]
    public void Two_folders_of_the_same_name_in_one_repository_are_two_experiments()
    {
        string other = _experiment.AddFolder("two/Model", 2);
        File.WriteAllText(Path.Combine(_experiment.Root, ".gitignore"), "/library/\n");
        _experiment.Root.CommitAll();

        Snapshot first = _experiment.Train()!;
        Snapshot second = _experiment.TrainIn(other)!;

        Assert.Equal(("Model", "Model-2"), (first.Experiment, second.Experiment));
    }

    [Fact]
    public void A_clone_of_the_repository_joins_its_experiment()
    {
        Snapshot first = _experiment.Train()!;
        Directory.CreateDirectory(Path.Combine(_experiment.Root, "two"));
        Path.Combine(_experiment.Root, "two").Git("clone", "--quiet", _experiment.Folder, "Model");
        string clone = Path.Combine(_experiment.Root, "two", "Model");

        Assert.Equal(first.Name, _experiment.Library.GetStatus(clone, TestContext.Current.CancellationToken).LastSnapshot?.Name);
        Assert.Null(_experiment.TrainIn(clone));
        Assert.Equal("Model", _experiment.TrainIn(clone, TrainMode.Force)!.Experiment);
    }

    [Fact]
    public void A_folder_whose_identity_was_deleted_is_attached_again()
    {
        _experiment.Train();
        Directory.Delete(Path.Combine(_experiment.Folder, ".flammable"), recursive: true);
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        Assert.Equal("Model", _experiment.Train()!.Experiment);
        Assert.True(File.Exists(Path.Combine(_experiment.Folder, ".flammable", "experiment.json")));
        Assert.Empty(_experiment.Events.Warnings);
    }

    [Fact]
    public void A_moved_and_renamed_folder_keeps_its_experiment()
    {
        _experiment.Train();
        string moved = Path.Combine(_experiment.Root, "Moved");
        Directory.Move(_experiment.Folder, moved);

        Assert.Null(_experiment.TrainIn(moved));
        Assert.Equal("Model", _experiment.TrainIn(moved, TrainMode.Force)!.Experiment);
        Assert.Equal(moved, Assert.Single(_experiment.Library.GetExperiments()).CodeFolder);
    }

    [Fact]
    public void A_copied_folder_shares_the_experiment_and_warns()
    {
        _experiment.Train();
        string copy = _experiment.AddFolder("copy", 2);
        Directory.CreateDirectory(Path.Combine(copy, ".flammable"));
        File.Copy(
            Path.Combine(_experiment.Folder, ".flammable", "experiment.json"), Path.Combine(copy, ".flammable", "experiment.json"));

        Assert.Equal("Model", _experiment.TrainIn(copy)!.Experiment);
        Assert.Contains(_experiment.Events.Warnings, warning => warning.Contains(copy, StringComparison.Ordinal));
    }

    [Fact]
    public void The_identity_is_invisible_to_git()
    {
        _experiment.Train();

        Assert.Equal("", _experiment.Folder.Git("status", "--porcelain"));
        Assert.Equal(["Task.cs"], _experiment.Folder.FilesOf("HEAD"));
    }

    [Fact]
    public void An_identity_that_another_library_gave_is_kept_in_this_one()
    {
        _experiment.Train();
        Library second = Library.Open(Path.Combine(_experiment.Root, "second"));
        CancellationToken cancellation = TestContext.Current.CancellationToken;

        Snapshot snapshot = second.Train(new TrainRequest(_experiment.Folder), cancellation: cancellation)!;

        Assert.Equal(Assert.Single(_experiment.Library.GetExperiments()).Id, Assert.Single(second.GetExperiments()).Id);
        Assert.Equal("Model", snapshot.Experiment);
        Assert.Null(_experiment.Train());
    }

    [Fact]
    public void A_damaged_identity_is_named_and_nothing_is_trained()
    {
        _experiment.Train();
        string file = Path.Combine(_experiment.Folder, ".flammable", "experiment.json");
        File.WriteAllText(file, "{");

        SnapshotStoreException error = Assert.Throws<SnapshotStoreException>(() => _experiment.Train(TrainMode.Force));

        Assert.Equal((file, StoreProblem.Damaged), (error.Path, error.Problem));
        Assert.Single(_experiment.Library.GetSnapshots());
    }

    [Fact]
    public void A_damaged_experiment_does_not_stand_in_the_way_of_another()
    {
        _experiment.Train();
        File.WriteAllText(Path.Combine(_experiment.Library.Folder, "Model", "experiment.json"), "{");
        string other = _experiment.AddFolder("Other");

        Assert.Equal("Other", _experiment.TrainIn(other)!.Experiment);
    }

    [Fact]
    public void An_experiment_that_was_deleted_in_the_library_is_made_again_under_the_same_identity()
    {
        _experiment.Train();
        Guid id = Assert.Single(_experiment.Library.GetExperiments()).Id;
        Directory.Delete(Path.Combine(_experiment.Library.Folder, "Model"), recursive: true);

        Assert.Equal("Model", _experiment.Train()!.Experiment);
        Assert.Equal(id, Assert.Single(_experiment.Library.GetExperiments()).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no hash")]
    [InlineData("abc")]
    [InlineData("0000000000000000000000000000000000000000")]
    public void A_snapshot_that_names_no_commit_is_not_in_the_way_of_a_folder_of_its_experiments_name(string commit)
    {
        string snapshot = Path.Combine(_experiment.Library.Folder, "Model", "snapshots", "20200101-000000-abcde");
        Directory.CreateDirectory(snapshot);
        Directory.CreateDirectory(Path.Combine(_experiment.Library.Folder, "Model", "repo"));
        File.WriteAllText(
            Path.Combine(snapshot, "snapshot.json"),
            $$"""{ "uid": "abcde", "commit_sha": "{{commit}}", "timestamp": "20200101-000000", "filename": "Task.cs" }""");
        _experiment.Folder.CommitAll();

        Assert.Equal("Model-2", _experiment.Train()!.Experiment);
    }
}
