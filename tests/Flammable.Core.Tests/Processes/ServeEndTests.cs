using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>How programs that stay up are ended: no process outlives its task.</summary>
public sealed class ServeEndTests : IDisposable
{
    private const string Stubborn = """
        trap '' TERM INT
        sleep 300 & echo $! >> '{0}'; echo $$ >> '{0}'
        while read -r line; do case $line in *hang*) touch '{0}.hang'; while true; do sleep 0.05; done;; *) echo "{{\"result\":$$}}";; esac; done
        while true; do sleep 0.05; done
        """;

    private readonly ScriptTask _task = new();

    public ServeEndTests() => File.WriteAllText(Pids, "");

    private string Pids => _task.Beside("pids");

    public void Dispose() => _task.Dispose();

    [Fact]
    public void Program_finds_the_end_of_its_input_when_the_task_is_disposed()
    {
        string end = _task.Beside("end");
        using (ImportedTask task = _task.Serving(
            $$"""trap '' TERM; while read -r line; do echo '{"result":1}'; done; echo ended > '{{end}}'""", """, "stop_timeout": 30"""))
        {
            task.Ask(1);
        }

        Assert.Equal("ended\n", File.ReadAllText(end));
        Assert.Empty(RunFolders());
    }

    [Fact]
    public void Program_that_will_not_end_is_killed_with_its_children_when_the_task_is_disposed()
    {
        using (ImportedTask task = _task.Serving(Script(Stubborn)))
        {
            task.Ask(1);
        }

        ProcessId.WaitUntilGone(Pids);
        Assert.Empty(RunFolders());
    }

    [Fact]
    public async Task Program_that_hangs_is_ended_when_the_call_is_cancelled_and_the_next_sample_is_answered()
    {
        using ImportedTask task = _task.Serving(Script(Stubborn));
        object? before = task.Ask(1);

        await CancelAsync(task, "hang");

        ProcessId.WaitUntilGone(Pids);
        Assert.NotEqual(before, task.Ask(1));
    }

    [Fact]
    public async Task Program_that_is_asked_to_end_may_do_so_in_good_order()
    {
        string end = _task.Beside("end");
        using ImportedTask task = _task.Serving(
            $$"""trap "echo asked > '{{end}}'; exit 0" TERM; echo $$ >> '{{Pids}}'; touch '{{Pids}}.hang'; while true; do sleep 0.02; done""", """, "stop_timeout": 30""");

        await CancelAsync(task, "hang");

        Until.True(() => File.Exists(end), "the program was asked");
        ProcessId.WaitUntilGone(Pids);
    }

    [Fact]
    public async Task Program_that_reads_nothing_is_ended_when_the_call_is_cancelled()
    {
        using ImportedTask task = _task.Serving($"echo $$ >> '{Pids}'; touch '{Pids}.hang'; sleep 300");

        await CancelAsync(task, new string('x', 1024 * 1024));

        ProcessId.WaitUntilGone(Pids);
    }

    [Fact]
    public void Call_that_is_cancelled_already_starts_no_program()
    {
        using ImportedTask task = _task.Serving(Script(Stubborn));

        Assert.ThrowsAny<OperationCanceledException>(() => task.Eval(1, null, new CancellationToken(canceled: true)));

        Assert.Empty(File.ReadAllText(Pids));
    }

    [Fact]
    public void Program_of_a_task_that_is_forgotten_is_ended()
    {
        Forget();

        Until.True(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !File.ReadAllLines(Pids).Any(ProcessId.IsAlive) && !RunFolders().Any();
            },
            "the processes and their folder are gone");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void Forget() => _task.Serving(Script(Stubborn)).Ask(1);
    }

    [Fact]
    public void Program_is_ended_when_the_process_of_its_task_ends()
    {
        _task.Serving(Script(Stubborn)).Dispose();

        ChildProcess.Run<ServeEndTests>(nameof(Ask_and_end), _task.Library.Folder);

        ProcessId.WaitUntilGone(Pids);
        Assert.Empty(RunFolders());
    }

    [Fact(Explicit = true)]
    public void Ask_and_end()
    {
        var library = Library.Open(ChildProcess.Given);
        library.Import(library.GetSnapshots().Single(), null, TestContext.Current.CancellationToken).Ask(1);
    }

    [Fact]
    public void Program_finds_the_end_of_its_input_when_the_process_of_its_task_is_killed()
    {
        _task.Serving($$"""echo $$ > '{{Pids}}.new'; mv '{{Pids}}.new' '{{Pids}}'; while read -r line; do sleep 0.05; done""").Dispose();
        using ChildProcess child = ChildProcess.Start<ServeEndTests>(nameof(Ask_and_end), _task.Library.Folder);
        Until.True(() => File.ReadAllText(Pids).Length > 0, "the program runs");

        child.Kill();

        ProcessId.WaitUntilGone(Pids);
    }

    [Fact]
    public void Training_in_direct_use_ends_the_program_that_has_the_model_from_before()
    {
        var task = new DirectTask();
        try
        {
            task.Train();
            object? before = task.Eval(1);
            task.Train();

            Assert.Equal((1.0, 2.0), (before, task.Eval(1)));
        }
        finally
        {
            task.Close();
        }
    }

    private async Task CancelAsync(ImportedTask task, object sample)
    {
        string hanging = $"{Pids}.hang";
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<object?> call = Task.Run(() => task.Eval(sample, null, cancellation.Token), TestContext.Current.CancellationToken);
        Until.True(() => File.Exists(hanging) || call.IsCompleted, "the program hangs");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private string Script(string script) => string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Pids);

    private IEnumerable<string> RunFolders() => Directory.EnumerateFileSystemEntries(Path.Combine(_task.Library.Folder, ".cache", "runs"));

    private sealed class DirectTask : Flammable.Processes.ProcessTask
    {
        private int _trainings;

        protected override string? TrainCommand =>
            $$$"""sh -c 'printf {{{++_trainings}}} > "$FLAMMABLE_SNAPSHOT/m"; echo "{{\"model\":\"m\"}}" >> "$FLAMMABLE_REPORT"' """;

        protected override string? ServeCommand =>
            """sh -c 'while read -r line; do echo "{{\"result\":$(cat "$FLAMMABLE_SNAPSHOT/m")}}"; done' """;
    }
}
