using Flammable.Errors;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace Flammable.Tests.Checkpoints;

public sealed class ResumeTests : IDisposable
{
    private const int Seed = 42;

    private readonly Experimenting _experiment;
    private readonly ResumedTask _task;

    public ResumeTests()
    {
        _experiment = new Experimenting();
        _task = new ResumedTask(_experiment.Root);
        _experiment.Write("Task.cs", _task.Code);
    }

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void Training_that_fails_at_any_steps_and_is_resumed_equals_one_that_was_never_stopped()
    {
        string expected = TrainedResult.Of(_experiment.Library, Train());

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(15),
            Prop.ForAll(
                Gen.Choose(1, 60).ListOf().Select(steps => steps.Take(4).ToArray()).ToArbitrary(),
                (int[] steps) =>
                {
                    TrainMode mode = TrainMode.Force;
                    foreach (int step in steps)
                    {
                        _task.FailAt(step);
                        if (Try(mode) is { } early)
                        {
                            return TrainedResult.Of(_experiment.Library, early) == expected;
                        }

                        mode = TrainMode.Resume;
                    }

                    _task.LetLive();
                    return TrainedResult.Of(_experiment.Library, Train(mode)) == expected;
                }));
    }

    [Fact]
    public void Training_whose_process_is_killed_many_times_and_resumed_equals_one_that_was_never_stopped()
    {
        string expected = TrainedResult.Of(_experiment.Library, Train());

        // In the middle of an epoch, while a model, then while a checkpoint is saved, at once, and in later epochs.
        foreach ((int step, int index) in new[] { 3, 16, 18, 19, 1, 37, 25, 40 }.Select((step, index) => (step, index)))
        {
            _task.KillAt(step);
            TrainInChild(index == 0 ? TrainMode.Force : TrainMode.Resume);
            Assert.Equal(SnapshotState.Interrupted, _experiment.Library.GetSnapshots().First().State);
        }

        _task.LetLive();
        Assert.Equal(expected, TrainedResult.Of(_experiment.Library, Train(TrainMode.Resume)));
    }

    [Fact(Explicit = true)]
    public void Train_and_die()
    {
        string[] given = ChildProcess.Given.Split('|');
        var request = new TrainRequest(given[1])
        {
            Mode = Enum.Parse<TrainMode>(given[2]),
            Seed = given[2] == nameof(TrainMode.Resume) ? null : Seed,
        };
        Library.Open(given[0]).Train(request, cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Training_without_a_checkpoint_is_resumed_at_its_beginning()
    {
        string expected = TrainedResult.Of(_experiment.Library, Train());
        _task.FailAt(2);
        Assert.Null(Try(TrainMode.Force));

        _task.LetLive();

        Assert.Equal(expected, TrainedResult.Of(_experiment.Library, Train(TrainMode.Resume)));
        Assert.Contains(_experiment.Events.Steps, step => step.Contains("it has no checkpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void Resumed_training_is_one_snapshot_that_keeps_its_start_and_counts_its_time_without_the_pause()
    {
        _task.FailAt(45);
        Assert.Null(Try(TrainMode.WhenChanged));
        Snapshot failed = Assert.Single(_experiment.Library.GetSnapshots());

        _task.LetLive();
        Snapshot resumed = Train(TrainMode.Resume);

        Assert.Equal((failed.Name, failed.StartedAt), (resumed.Name, resumed.StartedAt));
        Assert.Null(resumed.Error);
        Assert.True(resumed.Duration <= resumed.EndedAt - resumed.StartedAt);
    }

    [Fact]
    public void Trained_snapshot_is_not_resumed()
    {
        Train();

        var error = Assert.Throws<SnapshotStateException>(() => Train(TrainMode.Resume));

        Assert.Equal(SnapshotStateProblem.AlreadyTrained, error.Problem);
    }

    [Fact]
    public void Task_without_a_snapshot_is_not_resumed() => Assert.Equal(
        SnapshotStateProblem.NoSnapshot, Assert.Throws<SnapshotStateException>(() => Train(TrainMode.Resume)).Problem);

    [Fact]
    public void Changed_code_is_refused_unless_it_is_to_be_ignored()
    {
        string expected = TrainedResult.Of(_experiment.Library, Train());
        _task.FailAt(45);
        Assert.Null(Try(TrainMode.Force));
        _task.LetLive();
        _experiment.Write("Task.cs", TaskCode.Counting());

        Assert.Throws<CodeChangedException>(() => Train(TrainMode.Resume));
        Snapshot resumed = Train(new TrainRequest(_experiment.Folder) { Mode = TrainMode.Resume, Ignore = true });

        Assert.Equal(expected, TrainedResult.Of(_experiment.Library, resumed));
    }

    [Fact]
    public void Resumed_training_takes_no_other_values()
    {
        Train();

        Assert.Throws<ArgumentException>(() => Train(
            new TrainRequest(_experiment.Folder) { Mode = TrainMode.Resume, Seed = 3 }));
    }

    [Theory]
    [InlineData("checkpoint.json", "{")]
    [InlineData("checkpoint.json", "{\"format\": 9}", StoreProblem.NewerVersion)]
    [InlineData(".checkpoint-2/model", "other")]
    [InlineData(".checkpoint-2/loop.json", null)]
    [InlineData("metrics.jsonl", "")]
    public void Damaged_checkpoint_is_refused_and_the_snapshot_stays_as_it_was(
        string file, string? content, StoreProblem problem = StoreProblem.CheckpointDamaged)
    {
        _task.FailAt(50);
        Assert.Null(Try(TrainMode.WhenChanged));
        Snapshot failed = Assert.Single(_experiment.Library.GetSnapshots());
        string path = Path.Combine(failed.Path, file);
        File.Delete(path);
        if (content is not null)
        {
            File.WriteAllText(path, content);
        }

        _task.LetLive();
        var error = Assert.Throws<SnapshotStoreException>(() => Train(TrainMode.Resume));

        Assert.Equal((problem, path), (error.Problem, error.Path));
        Assert.Equal(SnapshotState.Failed, Assert.Single(_experiment.Library.GetSnapshots()).State);
        Assert.Equal(SnapshotState.Trained, _experiment.Train(TrainMode.Retrain)!.State);
    }

    private Snapshot Train(TrainMode mode = TrainMode.WhenChanged) =>
        Train(new TrainRequest(_experiment.Folder) { Mode = mode, Seed = mode == TrainMode.Resume ? null : Seed });

    private Snapshot Train(TrainRequest request) =>
        _experiment.Library.Train(request, _experiment.Events, TestContext.Current.CancellationToken)!;

    private Snapshot? Try(TrainMode mode)
    {
        try
        {
            return Train(mode);
        }
        catch (TaskFailedException error) when (error.Message.Contains("The end came", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private void TrainInChild(TrainMode mode)
    {
        using ChildProcess child = ChildProcess.Start<ResumeTests>(
            nameof(Train_and_die), $"{_experiment.Library.Folder}|{_experiment.Folder}|{mode}");
        child.WaitForExit();
    }
}
