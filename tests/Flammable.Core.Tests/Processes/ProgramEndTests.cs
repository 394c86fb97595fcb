using Flammable.Errors;
using Flammable.Execution;
using Flammable.Snapshots;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>How programs end that nobody stops, and what their runs say then.</summary>
public sealed class ProgramEndTests : IDisposable
{
    private readonly ScriptTask _task = new();

    public void Dispose() => _task.Dispose();

    [Fact]
    public void Exit_code_fails_the_run_with_the_last_lines_of_the_output()
    {
        _task.Training("""echo '{"metric":"loss","value":1}' >> "$FLAMMABLE_REPORT"; seq 1 50 >&2; echo last >&2; exit 3""");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _task.Train());

        Assert.Equal("The task 'Script' failed to train: the command './train.sh' ended with exit code 3.", error.Message);
        Assert.Equal(3, error.ExitCode);
        Assert.Contains("last", error.Details, StringComparison.Ordinal);
        Assert.Equal(20, error.Details.Split('\n').Length);
        Snapshot snapshot = Assert.Single(_task.Library.GetSnapshots());
        Assert.Equal((SnapshotState.Failed, 1), (snapshot.State, snapshot.Train["loss"].Last));
        Assert.Contains("exit code 3", File.ReadAllText(error.LogPath!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill -KILL $$", "was ended by signal 9 (SIGKILL)", 137)]
    [InlineData("kill -SEGV $$", "was ended by signal 11 (SIGSEGV)", 139)]
    [InlineData("exit 200", "ended with exit code 200", 200)]
    public void Signal_is_named(string script, string said, int exitCode)
    {
        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _task.Training(script).Train());

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(exitCode, error.ExitCode);
    }

    [Theory]
    [InlineData("no-such-program-4711 x", "cannot start: 'no-such-program-4711' is not on the PATH.")]
    [InlineData("./none.sh", "cannot start: './none.sh' does not exist.")]
    [InlineData("./data.csv", "cannot start: Permission denied.")]
    [InlineData("./empty", "cannot start: it is no program")]
    [InlineData("./dangling.sh", "cannot start: the program that its first line names does not exist.")]
    [InlineData("./folder", "cannot start: './folder' does not exist.")]
    public void Program_that_cannot_start_is_named_with_the_reason(string command, string reason)
    {
        _task.Manifest($$"""{ "train": "{{command}}" }""").Script("empty", "").Script("dangling.sh", "");
        File.WriteAllText(Path.Combine(_task.Folder, "data.csv"), "1");
        File.WriteAllBytes(Path.Combine(_task.Folder, "empty"), [1, 2, 3]);
        File.WriteAllText(Path.Combine(_task.Folder, "dangling.sh"), "#!/no/such/interpreter\n");
        Directory.CreateDirectory(Path.Combine(_task.Folder, "folder"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => _task.Train());

        Assert.Contains($"the command '{command}' {reason}", error.Message, StringComparison.Ordinal);
        Assert.Null(error.ExitCode);
        Assert.Equal(SnapshotState.Failed, Assert.Single(_task.Library.GetSnapshots()).State);
    }

    [Fact]
    public async Task Program_that_is_still_open_for_writing_is_waited_for()
    {
        FileStream writer = WriteProgram();
        Task<Snapshot> run = Task.Run(() => _task.Train(), TestContext.Current.CancellationToken);
        await using (writer)
        {
            WaitUntilTraining();
        }

        Assert.Equal(SnapshotState.Trained, (await run).State);
    }

    [Fact]
    public async Task Wait_for_a_program_that_is_open_for_writing_can_be_stopped()
    {
        await using FileStream writer = WriteProgram();
        using var stop = new CancellationTokenSource();
        Task<Snapshot> run = Task.Run(() => _task.Train(cancellation: stop.Token), TestContext.Current.CancellationToken);
        WaitUntilTraining();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(SnapshotState.Interrupted, Assert.Single(_task.Library.GetSnapshots()).State);
    }

    [Fact]
    public void Garbage_in_the_report_ends_no_run()
    {
        _task.Training("""head -c 100000 /dev/urandom >> "$FLAMMABLE_REPORT"; printf '\n{"metric":"a","value":1}' >> "$FLAMMABLE_REPORT" """);

        Snapshot snapshot = _task.Train();

        Assert.Equal((SnapshotState.Trained, 1), (snapshot.State, snapshot.Train["a"].Last));
        Assert.NotEmpty(_task.Events.Warnings);
        Assert.Contains("warning: Line 1 of the report", File.ReadAllText(Path.Combine(snapshot.Path, "run.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_are_filed_and_memory_is_watched_while_the_program_runs()
    {
        string go = _task.Beside("go");
        _task.Training($$"""
            echo '{"metric":"a","value":1}' >> "$FLAMMABLE_REPORT"; echo '{"progress":1,"total":2,"epoch":3,"status":"half"}' >> "$FLAMMABLE_REPORT"
            while [ ! -e '{{go}}' ]; do sleep 0.02; done
            """);

        Task<Snapshot> run = Task.Run(() => _task.Train(), TestContext.Current.CancellationToken);
        Until.True(() => _task.Events.Progress.Any() || run.IsCompleted, "the progress is told");
        bool wasRunning = !run.IsCompleted;
        File.WriteAllText(go, "");
        Until.True(() => run.IsCompleted, "the run ends");

        Assert.True(wasRunning);
        Assert.InRange((await run).Environment!.PeakMemoryBytes!.Value, 1, System.Environment.WorkingSet);
        ProgressEvent progress = _task.Events.Progress.First();
        Assert.Equal((1, 2L, 3, "half"), (progress.Position.Done, progress.Position.Total, progress.Position.Epoch, progress.Status));
    }

    [Fact]
    public void Child_that_keeps_the_output_open_does_not_hold_up_the_run()
    {
        string pid = _task.Beside("pid");
        _task.Training($"sleep 300 & echo $! > '{pid}'; echo done");

        Snapshot snapshot = _task.Train();

        Assert.Equal(SnapshotState.Trained, snapshot.State);
        Assert.Contains("done", _task.Events.Log);
        using var left = System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(pid), System.Globalization.CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public void Program_that_reads_its_input_finds_its_end()
    {
        _task.Training("cat; echo end");

        _task.Train();

        Assert.Equal(["end"], _task.Events.Log);
    }

    [Fact]
    public void Model_that_was_not_written_is_complained_of_and_not_registered()
    {
        Snapshot snapshot = _task.Training("""echo '{"model":"final.pt"}' >> "$FLAMMABLE_REPORT" """).Train();

        Assert.Empty(snapshot.ModelFiles);
        Assert.Contains("'final.pt' is not in the snapshot's folder", Assert.Single(_task.Events.Warnings), StringComparison.Ordinal);
    }

    // A training whose program this process holds open.
    private FileStream WriteProgram()
    {
        string program = _task.Beside("program");
        ShellScript.Write(program, "");
        _task.Manifest($$"""{ "train": "{{program}}" }""");
        return new FileStream(program, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
    }

    // Long enough for a first attempt to start the program, and no longer: the rest of a test that awaits may have to wait for a thread.
    private void WaitUntilTraining()
    {
        Until.True(() => _task.Library.GetSnapshots().Any(snapshot => snapshot.State == SnapshotState.Training), "the training");
        TestContext.Current.CancellationToken.WaitHandle.WaitOne(200);
    }
}
