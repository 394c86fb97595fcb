using Flammable.Bisecting;
using Flammable.Errors;
using Flammable.Execution;
using Flammable.Metrics;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Bisecting;

public sealed class FindRegressionTests : IDisposable
{
    private readonly Bisection _bisection = new();

    private Experimenting Experiment => _bisection.Experiment;

    public void Dispose() => _bisection.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void The_first_bad_commit_is_found_by_training_what_is_missing(int firstBad)
    {
        string[] commits = _bisection.CommitEight(firstBad);
        string before = RepositoryState.Of(Experiment.Folder);
        Snapshot[] listed = [.. Experiment.Library.GetSnapshots()];

        Regression regression = _bisection.Find();

        Assert.Equal((commits[firstBad - 1], $"commit {firstBad}", 0.5), (regression.FirstBad!.Commit, regression.FirstBad.Message, regression.FirstBad.Value));
        Assert.Equal((commits[firstBad - 2], 0.95), (regression.LastGood.Commit, regression.LastGood.Value));
        Assert.Equal(("Tester", "Experiment", "value", MetricSplit.Train), (regression.FirstBad.Author, regression.Experiment, regression.Metric, regression.Split));
        Assert.InRange(_bisection.Trained.Length, 2, 3);
        Assert.Equal(_bisection.Trained.Length, regression.Steps.Count(step => step.Source == ExaminationSource.Trained));
        Assert.Equal(before, RepositoryState.Of(Experiment.Folder));
        Assert.Equal(listed.Select(snapshot => snapshot.Name), Experiment.Library.GetSnapshots().Select(snapshot => snapshot.Name));
        Assert.Contains(Experiment.Events.Steps, step => step.StartsWith("Step 1, 6 commits left: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_recorded_everywhere_is_not_trained_again()
    {
        for (int number = 1; number <= 8; number++)
        {
            _bisection.Commit(number, number < 4 ? "0.95" : "0.5");
            Experiment.Train();
        }

        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find();

        Assert.Equal("commit 4", regression.FirstBad!.Message);
        Assert.Empty(_bisection.Trained);
        Assert.All(regression.Steps, step => Assert.Equal(ExaminationSource.Recorded, step.Source));
        Assert.Equal(Experiment.Library.GetSnapshots().Single(snapshot => snapshot.Commit == regression.FirstBad.Commit).Name, regression.FirstBad.Snapshot);
        Assert.False(Directory.Exists(Path.Combine(Experiment.Library.Folder, ".cache", "bisect")));
    }

    [Fact]
    public void Recorded_results_come_before_training()
    {
        for (int number = 1; number <= 8; number++)
        {
            _bisection.Commit(number, number < 5 ? "0.95" : "0.5");
            if (number is 1 or 3 or 5 or 8)
            {
                Experiment.Train();
            }
        }

        _bisection.ForgetTrainings();

        Assert.Equal("commit 5", _bisection.Find().FirstBad!.Message);
        Assert.Equal("0.95", Assert.Single(_bisection.Trained));
    }

    [Fact]
    public void The_limit_may_be_from_above()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.1" : "0.7");
            Experiment.Train();
        }

        Regression regression = _bisection.Find(below: null, above: 0.6);

        Assert.Equal(("commit 3", 0.7, null, 0.6), (regression.FirstBad!.Message, regression.FirstBad.Value, regression.Below, regression.Above));
    }

    [Fact]
    public void A_metric_of_the_test_is_trained_and_tested()
    {
        _bisection.CommitEight(3);
        foreach (Snapshot snapshot in Experiment.Library.GetSnapshots().ToArray())
        {
            Experiment.Library.Test(new TestRequest { Snapshot = snapshot }, null, TestContext.Current.CancellationToken);
        }

        Regression regression = _bisection.Find("accuracy");

        Assert.Equal(("commit 3", MetricSplit.Test), (regression.FirstBad!.Message, regression.Split));
    }

    [Fact]
    public void Where_only_the_test_is_missing_nothing_is_trained()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.95" : "0.5");
            Experiment.Train();
            if (number is 1 or 4)
            {
                Experiment.Test();
            }
        }

        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find("accuracy");

        Assert.Equal("commit 3", regression.FirstBad!.Message);
        Assert.Equal(2, regression.Steps.Count(step => step.Source == ExaminationSource.Trained));
        Assert.Empty(_bisection.Trained);
        Assert.Equal(2, Experiment.Library.GetSnapshots().Count(snapshot => snapshot.IsTested));
    }

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

    [Fact]
    public void NaN_is_bad()
    {
        for (int number = 1; number <= 4; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.1" : "double.NaN");
            Experiment.Train();
        }

        Assert.Equal("commit 3", _bisection.Find(below: null, above: 0.5).FirstBad!.Message);
    }

    [Fact]
    public void A_search_that_was_stopped_goes_on_without_training_anything_twice()
    {
        _bisection.CommitEight(4);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => _bisection.Find(events: new StopAt("Step 2", stop), cancellation: stop.Token));
        string[] before = _bisection.Trained;
        Regression regression = _bisection.Find();

        Assert.Single(before);
        Assert.Equal("commit 4", regression.FirstBad!.Message);
        Assert.Equal(regression.Steps.Count(step => step.Source == ExaminationSource.Trained), _bisection.Trained.Length);
    }

    [Fact]
    public void A_search_that_was_killed_in_a_training_goes_on_at_its_checkpoint()
    {
        _bisection.CommitEight(4, _ => $$"""
            if (Run.OpenCheckpoint() is null) Run.SaveCheckpoint(stream => stream.WriteByte(1));
            else Snapshot.Train.Append("resumed", 1);
            if (Environment.GetEnvironmentVariable("FLAM_TEST_ARGUMENT") is not null && File.ReadAllLines(@"{{_bisection.TrainedFile}}").Length == 2)
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            """);

        using (ChildProcess child = ChildProcess.Start<FindRegressionTests>(nameof(Child_that_is_killed), $"{Experiment.Library.Folder}|{Experiment.Folder}"))
        {
            child.WaitForExit();
        }

        int before = _bisection.Trained.Length;
        Regression regression = _bisection.Find();

        Assert.Equal((2, "commit 4"), (before, regression.FirstBad!.Message));
        // The one that was killed has begun twice.
        Assert.Equal(regression.Steps.Count(step => step.Source == ExaminationSource.Trained) + 1, _bisection.Trained.Length);
        Assert.Contains(
            Directory.EnumerateFiles(Path.Combine(Experiment.Library.Folder, ".cache", "bisect"), "snapshot.json", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains("\"resumed\"", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public void Child_that_is_killed()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).FindRegression(
            new RegressionRequest("value") { Below = 0.9, Path = given[1] }, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_finished_search_keeps_its_results_and_no_more_and_serves_the_next_one()
    {
        _bisection.CommitEight(4);
        Regression first = _bisection.Find();
        _bisection.ForgetTrainings();

        Regression second = _bisection.Find(below: 0.8);

        Assert.Equal(first.FirstBad, second.FirstBad);
        Assert.Empty(_bisection.Trained);
        Assert.All(
            Directory.EnumerateFiles(Path.Combine(Experiment.Library.Folder, ".cache", "bisect"), "*", SearchOption.AllDirectories),
            file => Assert.Equal("snapshot.json", Path.GetFileName(file)));
    }

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

    [Fact]
    public void The_chosen_values_and_the_seed_are_those_of_the_bad_snapshot()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        _bisection.Commit(2, "0.95");
        _bisection.Commit(3, "0.95", "Snapshot.Train.Append(\"seed\", Run.Seed);");
        _bisection.Commit(4, "0.5");
        Snapshot bad = Experiment.Library.Train(
            new TrainRequest(Experiment.Folder) { Parameters = new Dictionary<string, object?> { ["Shift"] = -0.2 }, Seed = 7 }, null, TestContext.Current.CancellationToken)!;
        _bisection.ForgetTrainings();

        Regression regression = _bisection.Find(good: Oldest, bad: bad);

        Assert.Equal("commit 2", regression.FirstBad!.Message);
        Assert.Equal(0.75, regression.FirstBad.Value!.Value, 6);
    }

    [Fact]
    public void Results_with_other_chosen_values_say_nothing()
    {
        for (int number = 1; number <= 3; number++)
        {
            _bisection.Commit(number, number < 3 ? "0.95" : "0.5");
            Experiment.Library.Train(
                new TrainRequest(Experiment.Folder) { Parameters = number == 2 ? new Dictionary<string, object?> { ["Shift"] = -0.9 } : new Dictionary<string, object?>() },
                null,
                TestContext.Current.CancellationToken);
        }

        _bisection.ForgetTrainings();

        Assert.Equal("commit 3", _bisection.Find().FirstBad!.Message);
        Assert.Single(_bisection.Trained);
    }

    [Fact]
    public void Programs_in_other_languages_are_searched()
    {
        using var script = new ScriptTask();
        foreach (int number in Enumerable.Range(1, 4))
        {
            script.Training($$"""printf '{"metric": "accuracy", "value": {{(number < 3 ? "0.95" : "0.5")}} }\n' >> "$FLAMMABLE_REPORT" # {{number}}""");
            script.Folder.CommitAll($"commit {number}");
            if (number is 1 or 4)
            {
                script.Train();
            }
        }

        Regression regression = script.Library.FindRegression(
            new RegressionRequest("accuracy") { Below = 0.9, Path = script.Folder }, script.Events, TestContext.Current.CancellationToken);

        Assert.Equal("commit 3", regression.FirstBad!.Message);
    }

    [Fact]
    public void Ends_that_contradict_are_refused()
    {
        foreach (string accuracy in new[] { "0.5", "0.95", "0.6", "0.96" })
        {
            _bisection.Write(accuracy);
            Experiment.Train();
        }

        using var other = new Experimenting("Other");
        other.Train();
        Snapshot[] snapshots = [.. Experiment.Library.GetSnapshots().Reverse()];

        Assert.Equal(RegressionProblem.GoodIsBad, Refused(good: snapshots[0], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(good: snapshots[1], bad: snapshots[3]));
        Assert.Equal(RegressionProblem.NotInOrder, Refused(good: snapshots[3], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.SameCode, Refused(good: snapshots[2], bad: snapshots[2]));
        Assert.Equal(RegressionProblem.NoGood, Refused(bad: snapshots[0]));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(below: 0.1));
        Assert.Equal(RegressionProblem.BadIsGood, Refused(bad: snapshots[3]));
        Assert.Equal(RegressionProblem.OtherExperiment, Refused(good: snapshots[1], bad: other.Library.GetSnapshot("last")));
        Assert.Empty(_bisection.Trained[4..]);
    }

    [Fact]
    public void An_end_without_a_value_whose_code_gives_none_is_refused()
    {
        _bisection.Commit(1, "0.95");
        Experiment.Train();
        _bisection.Commit(2, "0.5", """throw new InvalidOperationException("no way");""");
        Assert.Throws<TaskFailedException>(() => Experiment.Train());

        Assert.Equal(RegressionProblem.NoValue, Refused(bad: Experiment.Library.GetSnapshot("last")));
    }

    [Fact]
    public void A_metric_that_no_snapshot_has_is_not_found_and_the_others_are_told()
    {
        _bisection.CommitEight(4);

        SnapshotNotFoundException error = Assert.Throws<SnapshotNotFoundException>(() => _bisection.Find("acuracy"));

        Assert.Equal(["value"], error.Metrics);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.1, 0.9)]
    [InlineData(double.NaN, null)]
    public void One_limit_is_needed(double? below, double? above) =>
        Assert.Throws<ArgumentException>(() => _bisection.Find(below: below, above: above));

    private Snapshot Oldest => Experiment.Library.GetSnapshots().Last();

    private RegressionProblem Refused(Snapshot? good = null, Snapshot? bad = null, double below = 0.9) =>
        Assert.Throws<RegressionException>(() => _bisection.Find(below: below, good: good, bad: bad)).Problem;

    private sealed class StopAt(string step, CancellationTokenSource stop) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
