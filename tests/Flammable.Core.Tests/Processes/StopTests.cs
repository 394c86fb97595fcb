using Flammable.Errors;
using Flammable.Lifecycle;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>Programs that are stopped: asked first, then killed with all that they have started.</summary>
public sealed class StopTests : IDisposable
{
    private readonly ScriptTask _task = new();

    public void Dispose() => _task.Dispose();

    [Fact]
    public async Task Program_that_is_asked_may_save_what_it_has()
    {
        _task.Manifest("""{ "train": "./train.sh", "stop_timeout": 30 }""").Script("train.sh", """
            trap 'echo 1 > "$FLAMMABLE_SNAPSHOT/state"; echo "{\"metric\":\"a\",\"value\":2}
            {\"checkpoint\":\"state\"}" >> "$FLAMMABLE_REPORT"; echo saved; exit 0' TERM
            echo '{"metric":"a","value":1}' >> "$FLAMMABLE_REPORT"
            echo here; while true; do sleep 0.02; done
            """);

        await StopAsync();

        Snapshot snapshot = Assert.Single(_task.Library.GetSnapshots());
        Assert.Equal((SnapshotState.Interrupted, 2), (snapshot.State, snapshot.Train["a"].Last));
        Assert.Contains("saved", _task.Events.Log);
        Assert.True(File.Exists(Path.Combine(snapshot.Path, "checkpoint.json")));
    }

    [Theory]
    [InlineData("echo $$ >> $P")]
    [InlineData("trap '' TERM INT; echo $$ >> $P")]
    [InlineData("(trap '' TERM; echo; sleep 300 & echo $! >> $P; wait) & echo $$ >> $P")]
    [InlineData("setsid sh -c 'trap \"\" TERM; sleep 300 & echo $! >> $P; echo $$ >> $P; wait' & echo $$ >> $P")]
    [InlineData("(sh -c 'sleep 300 & echo $! >> $P; wait' &); echo $$ >> $P")]
    public async Task No_process_is_left_of_a_program_that_is_stopped(string script)
    {
        string pids = _task.Beside("pids");
        File.WriteAllText(pids, "");
        _task.Training($"P='{pids}'; export P; {script}; sleep 0.3; echo here; while true; do sleep 0.02; done");

        await StopAsync();

        string[] ids = [.. File.ReadAllLines(pids).Where(line => line.Length > 0)];
        Assert.NotEmpty(ids);
        Until.True(() => !ids.Any(ProcessId.IsAlive), "the processes are gone");
        Assert.Equal(SnapshotState.Interrupted, Assert.Single(_task.Library.GetSnapshots()).State);

        // A run that takes too long to end goes on without anybody who waits for it.
        Until.True(() => !Directory.EnumerateFileSystemEntries(Path.Combine(_task.Library.Folder, ".cache", "runs")).Any(), "its folder is gone");
    }

    [Fact]
    public async Task Program_that_outlived_its_killed_run_is_ended_before_the_next_one_begins()
    {
        (string pids, string live) = (_task.Beside("pids"), _task.Beside("live"));
        _task.Training($"echo $$ >> '{pids}'; while [ -e '{pids}' ] && ! [ -e '{live}' ]; do sleep 0.02; done");
        KillRun(pids);

        Assert.True(ProcessId.IsAlive(File.ReadAllLines(pids)[0]));
        var resume = new TrainRequest(_task.Folder) { Mode = TrainMode.Resume };
        Task<Snapshot> resumed = Task.Run(() => _task.Train(resume), TestContext.Current.CancellationToken);
        Until.True(() => File.ReadAllLines(pids).Length > 1, "the program runs again");

        Assert.False(ProcessId.IsAlive(File.ReadAllLines(pids)[0]));
        await File.WriteAllTextAsync(live, "", TestContext.Current.CancellationToken);
        Assert.Equal(SnapshotState.Trained, (await resumed).State);
    }

    [Fact]
    public void Program_that_outlived_its_killed_run_is_ended_where_the_library_is_cleared()
    {
        string pids = _task.Beside("pids");
        _task.Training($"echo $$ >> '{pids}'; while [ -e '{pids}' ]; do sleep 0.02; done");
        KillRun(pids);

        ClearingPlan plan = _task.Library.PlanClearing(cancellation: TestContext.Current.CancellationToken);
        Assert.True(ProcessId.IsAlive(File.ReadAllLines(pids)[0]));
        _task.Library.Clear(plan, TestContext.Current.CancellationToken);

        Assert.False(ProcessId.IsAlive(File.ReadAllLines(pids)[0]));
    }

    [Fact]
    public void Program_is_ended_when_the_process_of_its_run_ends()
    {
        string pids = _task.Beside("pids");
        _task.Training($"trap '' TERM; echo $$ > '{pids}'; echo here; while true; do sleep 0.02; done");

        using (ChildProcess child = ChildProcess.Start<StopTests>(nameof(Child_that_ends), $"{_task.Library.Folder}|{_task.Folder}"))
        {
            child.WaitForExit();
        }

        ProcessId.WaitUntilGone(pids);
    }

    [Fact(Explicit = true)]
    public void Child_that_ends()
    {
        string[] given = ChildProcess.Given.Split('|');
        _ = Task.Run(
            () => Library.Open(given[0]).Train(new TrainRequest(given[1]), _task.Events, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        Until.True(() => _task.Events.Log.Contains("here"), "the program runs");
        Environment.Exit(0);
    }

    [Fact(Explicit = true)]
    public void Child_that_is_killed()
    {
        string[] given = ChildProcess.Given.Split('|');
        Library.Open(given[0]).Train(new TrainRequest(given[1]), cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Program_that_prints_without_end_is_stopped()
    {
        _task.Training("echo here; while true; do echo line; done");

        await StopAsync();

        Assert.Equal(SnapshotState.Interrupted, Assert.Single(_task.Library.GetSnapshots()).State);
    }

    [Fact]
    public void No_process_is_left_where_another_thread_of_the_task_fails()
    {
        using var experiment = new Experimenting(task: $$"""
            public sealed class Shell : Flammable.Processes.ProcessTask
            {
                protected override string? TrainCommand => "sh train.sh";

                public override void Train()
                {
                    var thread = new Thread(() => { while (!File.Exists(@"{{_task.Beside("id")}}")) Thread.Sleep(10); throw new Exception("thread"); });
                    thread.Start();
                    base.Train();
                }
            }
            """);
        experiment.Write("train.sh", $"echo $$ > '{_task.Beside("new")}'; mv '{_task.Beside("new")}' '{_task.Beside("id")}'; while true; do sleep 0.02; done");

        Assert.Contains("thread", Assert.Throws<TaskFailedException>(() => experiment.Train()).Message, StringComparison.Ordinal);

        Assert.False(ProcessId.IsAlive(File.ReadAllText(_task.Beside("id")).Trim()));
    }

    private void KillRun(string pids)
    {
        using ChildProcess child = ChildProcess.Start<StopTests>(nameof(Child_that_is_killed), $"{_task.Library.Folder}|{_task.Folder}");
        ProcessId.WaitUntilWritten(pids);
        child.Kill();
    }

    private async Task StopAsync()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task run = Task.Run(() => _task.Train(cancellation: cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => _task.Events.Log.Contains("here") || run.IsCompleted, "the program runs");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }
}
