using Flammable.Bisecting;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

public sealed class SkippedCommitTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Fact]
    public void Commits_that_cannot_be_run_are_skipped()
    {
        string[] commits = _bisection.CommitEight(7, number => number switch
        {
            4 => "no C#",
            3 => """throw new InvalidOperationException("no way");""",
            _ => "",
        });

        Regression regression = _bisection.Find();

        Assert.Equal(commits[6], regression.FirstBad!.Commit);
        ExaminedCommit[] skipped = [.. regression.Steps.Where(step => step.Source == ExaminationSource.Skipped)];
        Assert.Equal([commits[3], commits[2]], skipped.Select(step => step.Commit));
        Assert.All(skipped, step => Assert.True(step is { Value: null, IsBad: null, Reason.Length: > 0 }));
    }

    [Fact]
    public void A_task_that_was_renamed_on_the_way_is_searched_under_both_names()
    {
        for (int number = 1; number <= 5; number++)
        {
            _bisection.Commit(number, number < 4 ? "0.95" : "0.5");
            if (number >= 3)
            {
                string path = Path.Combine(Experiment.Folder, "Task.cs");
                File.WriteAllText(path, File.ReadAllText(path).Replace("AccuracyTask", "RenamedTask", StringComparison.Ordinal));
                Experiment.Folder.CommitAll($"renamed {number}");
            }

            if (number is 1 or 5)
            {
                Experiment.Train();
            }
        }

        Assert.Equal("commit 4", _bisection.Find(good: Oldest).FirstBad!.Message);
    }

    [Fact]
    public void Skipped_commits_before_the_first_bad_one_leave_several()
    {
        string[] commits = _bisection.CommitEight(5, number => number switch
        {
            4 => "no C#",
            3 => """throw new InvalidOperationException("no way");""",
            _ => "",
        });

        Regression regression = _bisection.Find();

        Assert.Null(regression.FirstBad);
        Assert.Equal(commits[2..5], regression.Suspects.Select(suspect => suspect.Commit));
        Assert.Equal(commits[1], regression.LastGood.Commit);
        Assert.Contains("no way", regression.Suspects[0].Reason, StringComparison.Ordinal);
        Assert.Equal("The first bad commit is one of 3.", regression.ToString());
    }

    private Snapshot Oldest => Experiment.Library.GetSnapshots().Last();
}
