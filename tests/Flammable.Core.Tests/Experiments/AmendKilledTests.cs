using System.Diagnostics;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Experiments;

public sealed class AmendKilledTests : IDisposable
{
    private readonly Experimenting _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Theory]
    [InlineData("Committed", false, CommitMode.Branch)]
    [InlineData("Committed", false, CommitMode.Detached)]
    [InlineData("Keep", false, CommitMode.Branch)]
    [InlineData("Amended", true, CommitMode.Branch)]
    [InlineData("Amended", true, CommitMode.Detached)]
    public void A_kill_leaves_the_old_or_the_new_state_and_the_next_amendment_finishes(string step, bool isNew, CommitMode mode)
    {
        _experiment.Folder.CommitAll();
        Snapshot trained = _experiment.Train(commitMode: mode)!;
        _experiment.Write("Task.cs", TaskCode.Counting(2));

        using (ChildProcess child = ChildProcess.Start<AmendKilledTests>(
            nameof(Child_that_is_killed), $"{_experiment.Library.Folder}|{_experiment.Folder}|{step}|{mode}"))
        {
            child.WaitForExit();
        }

        Snapshot left = _experiment.Library.GetSnapshot("last");
        Assert.Equal(isNew, left.Commit != trained.Commit);
        Assert.Equal(isNew ? trained.Commit : null, left.TrainedCommit);
        AssertKept(left.Commit);
        AssertKept(trained.Commit);
        Assert.Equal(1, _experiment.Test(ignore: true).Test["number"].Last);

        Update(mode);
        Snapshot amended = _experiment.Library.GetSnapshot("last");
        Assert.Equal(TaskCode.Counting(2), Repository.Git("show", $"{amended.Commit}:Task.cs"));
        Assert.Equal(trained.Commit, amended.TrainedCommit);
        AssertKept(amended.Commit);
        Assert.Empty(_experiment.Library.GetStatus(_experiment.Folder, TestContext.Current.CancellationToken).ChangedFiles);
    }

    [Fact(Explicit = true)]
    public void Child_that_is_killed()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).Update(
            new UpdateRequest { Path = given[1], Amend = true, CommitMode = Enum.Parse<CommitMode>(given[3]) },
            new Killer(given[2]),
            TestContext.Current.CancellationToken);
    }

    private string Repository => Path.Combine(_experiment.Library.Folder, "Experiment", "repo");

    private void AssertKept(string commit) =>
        Assert.Contains(commit, Repository.Git("rev-list", "--all").Split('\n'));

    private void Update(CommitMode mode) => _experiment.Library.Update(
        new UpdateRequest { Path = _experiment.Folder, Amend = true, CommitMode = mode }, _experiment.Events, TestContext.Current.CancellationToken);

    private sealed class Killer(string step) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is StepEvent told && told.Message.StartsWith(step, StringComparison.Ordinal))
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
