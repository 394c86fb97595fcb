using Flammable.Bisecting;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

/// <summary>Which commits a search looks at.</summary>
public sealed class SearchedHistoryTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Fact]
    public void Detached_commits_in_a_larger_repository_are_searched()
    {
        string folder = Experiment.AddFolder("large/task");
        Path.Combine(Experiment.Root, "large").CommitAll();
        var commits = new List<string>();
        for (int number = 1; number <= 8; number++)
        {
            File.WriteAllText(Path.Combine(folder, "Task.cs"), _bisection.Code(number < 6 ? "0.95" : "0.5") + $"// {number}");
            commits.Add(Experiment.TrainIn(folder)!.Commit);
        }

        Snapshot[] snapshots = [.. Experiment.Library.GetSnapshots()];
        foreach (Snapshot snapshot in snapshots[1..^1])
        {
            Directory.Delete(snapshot.Path, recursive: true);
        }

        string before = RepositoryState.Of(Path.Combine(Experiment.Root, "large"));
        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find(bad: snapshots[0]);

        Assert.Equal("Detached", snapshots[0].CommitMode);
        Assert.Equal(commits[5], regression.FirstBad!.Commit);
        Assert.InRange(_bisection.Trained.Length, 2, 3);
        Assert.Equal(before, RepositoryState.Of(Path.Combine(Experiment.Root, "large")));
    }

    [Fact]
    public void Commits_that_leave_the_folder_of_code_alone_are_no_candidates()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        _bisection.Commit(2, "0.5");
        Experiment.Folder.CommitAll("nothing");
        Experiment.Train();

        Regression regression = _bisection.Find();

        Assert.Equal("commit 2", regression.FirstBad!.Message);
        Assert.Equal(2, regression.Steps.Count);
    }

    [Fact]
    public void Where_history_has_no_way_from_good_to_bad_the_snapshots_in_between_are_searched()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        Experiment.Folder.Git("checkout", "--quiet", "--orphan", "other");
        _bisection.Commit(2, "0.94");
        Experiment.Train();
        Experiment.Folder.Git("checkout", "--quiet", "--orphan", "third");
        _bisection.Commit(3, "0.4");
        Experiment.Train();
        Experiment.Folder.Git("checkout", "--quiet", "--orphan", "fourth");
        _bisection.Commit(4, "0.3");
        Experiment.Train();

        Assert.Equal("commit 3", _bisection.Find(good: Oldest).FirstBad!.Message);
    }

    private Snapshot Oldest => Experiment.Library.GetSnapshots().Last();
}
