using Flammable.Errors;
using Flammable.Execution;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Processes;

/// <summary>Programs that answer samples badly, or not at all: that sample fails, and the next one finds a program.</summary>
public sealed class ServeFailureTests : IDisposable
{
    private const string Python = """
        def answer(told):
            sample = told["sample"]
            if sample == "bad": return {"error": "a sample\u001b[31m is a number"}
            if sample == "sick": return {"failure": "out of memory"}
            if sample == "crash":
                print("the reason", file=sys.stderr)
                sys.exit(3)
            return {"result": os.getpid()}
        """;

    private readonly ScriptTask _task = new();

    public void Dispose() => _task.Dispose();

    [Fact]
    public void Refused_sample_is_an_error_of_its_sender()
    {
        using ImportedTask task = _task.ServingPython(Python);
        object? before = task.Ask(1);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("bad"));

        Assert.Equal("The task 'Script' failed to evaluate: a sample [31m is a number (Parameter 'sample')", error.Message);
        Assert.Equal("System.ArgumentException", error.ErrorType);
        Assert.Equal(before, task.Ask(1));
    }

    [Fact]
    public void Program_may_say_that_it_has_failed_and_go_on()
    {
        using ImportedTask task = _task.ServingPython(Python);
        object? before = task.Ask(1);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("sick"));

        Assert.Equal("The task 'Script' failed to evaluate: the command 'python3 serve.py' failed: out of memory.", error.Message);
        Assert.Equal(before, task.Ask(1));
    }

    [Fact]
    public void Crash_fails_its_sample_with_the_exit_code_and_the_next_one_starts_the_program_again()
    {
        using ImportedTask task = _task.ServingPython(Python);
        object? before = task.Ask(1);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("crash"));

        Assert.Equal("The task 'Script' failed to evaluate: the command 'python3 serve.py' ended with exit code 3 before it had answered.", error.Message);
        Assert.Equal((3, "the reason"), (error.ExitCode, error.Details));
        Assert.NotEqual(before, task.Ask(1));
        Assert.Empty(_task.Events.Warnings);
    }

    [Fact]
    public void Program_that_has_ended_between_two_samples_is_started_again_with_a_warning()
    {
        using ImportedTask task = _task.Serving("""read -r line; echo "{\"result\":$$}"; exit 4""");
        var pid = (double)task.Eval(1, _task.Events, TestContext.Current.CancellationToken)!;
        Until.True(() => !ProcessId.IsAlive($"{pid}"), "the program has ended");

        Until.True(
            () =>
            {
                try
                {
                    return (double)task.Eval(1, _task.Events, TestContext.Current.CancellationToken)! != pid;
                }
                catch (TaskFailedException)
                {
                    // Its end was not known yet.
                    return false;
                }
            },
            "the program answers");

        Assert.All(
            _task.Events.Warnings,
            warning => Assert.Equal("The command './serve.sh' ended with exit code 4 between two samples. It is started again.", warning));
    }

    [Fact]
    public void Signal_is_named()
    {
        using ImportedTask task = _task.Serving("read -r line; kill -KILL $$");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask(1));

        Assert.Contains("the command './serve.sh' was ended by signal 9 (SIGKILL) before it had answered.", error.Message, StringComparison.Ordinal);
        Assert.Equal(137, error.ExitCode);
    }

    [Theory]
    [InlineData("hello", "it is no JSON")]
    [InlineData("", "it is no JSON")]
    [InlineData("{\"result\":1} 2", "it is no JSON")]
    [InlineData("{\"result\":1,\"result\":2}", "it is no JSON")]
    [InlineData("{\"result\":\"\\ud800\"}", "it is no JSON")]
    [InlineData("[1]", "it is no JSON object")]
    [InlineData("{\"prediction\":1}", "it has none of 'result', 'error', 'failure'")]
    [InlineData("{\"error\":5}", "its 'error' is no text")]
    public void Line_that_is_no_answer_fails_its_sample_and_the_program_is_started_again(string line, string why)
    {
        string garbage = _task.Beside("line");
        File.WriteAllText(garbage, $"{line}\n");
        using ImportedTask task = _task.Serving($$"""
            while read -r line; do
                case "$line" in *bad*) cat '{{garbage}}';; *) echo "{\"result\":$$}";; esac
            done
            """);
        object? before = task.Ask("good");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("bad"));

        Assert.Equal($"The task 'Script' failed to evaluate: the command './serve.sh' wrote a line that is no answer: {why}.", error.Message);
        Assert.StartsWith(line, error.Details, StringComparison.Ordinal);
        Assert.NotEqual(before, task.Ask("good"));
    }

    [Fact]
    public void Line_that_nobody_has_asked_for_is_never_the_answer_to_the_next_sample()
    {
        // Both lines in one write: nobody can say when a second one would be read.
        using ImportedTask task = _task.Serving("""
            while read -r line; do
                case "$line" in *two*) printf '{"result":"first"}\n{"result":"second"}\n';; *) echo '{"result":"own"}';; esac
            done
            """);
        Assert.Equal("first", task.Ask("two"));

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("one"));

        Assert.Contains("wrote a line that no sample had asked for.", error.Message, StringComparison.Ordinal);
        Assert.Equal("own", task.Ask("one"));
    }

    [Fact]
    public void Endless_line_is_not_read_to_its_end()
    {
        using ImportedTask task = _task.Serving("while read -r line; do case $line in *bad*) yes | tr -d '\\n';; *) echo '{\"result\":1}';; esac; done");

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask("bad"));

        Assert.Contains("wrote a line that is no answer: it is longer than 16 MB.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1.0, task.Ask("good"));
    }

    [Fact]
    public void Sample_that_is_too_long_is_refused()
    {
        using ImportedTask task = _task.Serving("""while read -r line; do echo "{\"result\":$$}"; done""");
        object? before = task.Ask(1);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask(new string('x', 17 * 1024 * 1024)));

        Assert.Contains("The sample is longer than 16 MB.", error.Message, StringComparison.Ordinal);
        Assert.Equal("System.ArgumentException", error.ErrorType);
        Assert.Equal(before, task.Ask(1));
    }

    [Theory]
    [InlineData("read -r line; sleep 300 & echo $! > '{0}'; exit 5", "ended with exit code 5 before it had answered")]
    [InlineData("echo $$ > '{0}'; exec <&-; sleep 300", "closed its input or output before it had answered")]
    [InlineData("echo $$ > '{0}'; exec >&-; sleep 300", "closed its input or output before it had answered")]
    public void Program_that_cannot_answer_any_more_is_not_waited_for(string script, string why)
    {
        string pids = _task.Beside("pids");
        using ImportedTask task = _task.Serving(string.Format(System.Globalization.CultureInfo.InvariantCulture, script, pids));

        // More than a pipe holds: a program that closes its input before it is read leaves it unread.
        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask(new string('x', 1024 * 1024)));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        ProcessId.WaitUntilGone(pids);
    }

    [Fact]
    public void Program_that_cannot_start_is_named_with_the_reason()
    {
        using ImportedTask task = _task.Manifest("""{ "train": "true", "serve": "no-such-program-4711 x" }""").Import();

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => task.Ask(1));

        Assert.Contains("the command 'no-such-program-4711 x' cannot start: 'no-such-program-4711' is not on the PATH.", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_task.Library.Folder, ".cache", "runs")));
    }

    [Fact]
    public void Task_without_a_serve_command_does_not_implement_Eval()
    {
        using ImportedTask task = _task.Training("").Import();

        TaskMethodMissingException error = Assert.Throws<TaskMethodMissingException>(() => task.Ask(1));

        Assert.Equal(("Eval", "serve"), (error.Method, error.Command));
    }
}
