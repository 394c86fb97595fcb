using Flammable.Errors;
using Flammable.Serving;
using Flammable.Tests.Fixtures;
using static Flammable.Tests.Serving.Serving;

namespace Flammable.Tests.Processes;

/// <summary>Programs that say when they can answer.</summary>
public sealed class ServeReadyTests : IDisposable
{
    private const string Echo = """while read -r line; do case $line in *hang*) sleep 300;; *) echo '{"result":1}';; esac; done""";
    private const string Ready = """echo '{"ready": true}'""";

    private readonly ScriptTask _task = new();

    public void Dispose()
    {
        string runs = Path.Combine(_task.Library.Folder, ".cache", "runs");
        Until.True(() => !Directory.EnumerateFileSystemEntries(runs).Any(), "the folders of the programs are gone");
        _task.Dispose();
    }

    [Fact]
    public async Task Server_is_there_when_its_program_says_so()
    {
        (string gate, string pid) = (_task.Beside("gate"), _task.Beside("pid"));
        Program($"""
            grep -q '"serve_ready": true' "$FLAMMABLE_RUN" || exit 9
            echo $$ > '{pid}'
            while [ ! -e '{gate}' ]; do sleep 0.05; done
            {Ready}; {Echo}
            """);

        Task<ModelHost> starting = Task.Run(() => Serve(), TestContext.Current.CancellationToken);
        ProcessId.WaitUntilWritten(pid);
        Assert.False(starting.IsCompleted);
        File.WriteAllText(gate, "");

        using ModelHost host = await starting;
        Assert.Equal("1", await AskAsync(host, "5"));
    }

    [Fact]
    public async Task Loading_may_take_longer_than_a_sample_also_where_a_worker_is_replaced()
    {
        Program($"sleep 4.5; {Ready}; {Echo}");
        using ModelHost host = Serve(new ServingOptions { Timeout = TimeSpan.FromSeconds(4) });

        Assert.Equal("1", await AskAsync(host, "5"));
        ServingException error = await Assert.ThrowsAsync<ServingException>(() => AskAsync(host, "\"hang\""));
        Assert.Equal(ServingProblem.TimedOut, error.Problem);
        Until.True(() => host.IsReady, "another worker");
        Assert.Equal("1", await AskAsync(host, "5"));
    }

    [Fact]
    public async Task Worker_that_is_still_loading_when_its_host_ends_is_no_longer_waited_for()
    {
        (string first, string second) = (_task.Beside("first"), _task.Beside("second"));
        Program($"if mkdir '{first}'; then {Ready}; {Echo}; else echo $$ > '{second}'; exec sleep 3000; fi");
        using (ModelHost host = Serve(new ServingOptions { Timeout = TimeSpan.FromSeconds(1), LoadPatience = TimeSpan.FromDays(1) }))
        {
            await Assert.ThrowsAsync<ServingException>(() => AskAsync(host, "\"hang\""));
            ProcessId.WaitUntilWritten(second);
        }

        ProcessId.WaitUntilGone(second);
    }

    [Theory]
    [InlineData("exit 3", "ended with exit code 3 before it was ready")]
    [InlineData("echo loading; read -r line", "did not say first that it is ready")]
    [InlineData("""echo '{"ready": false}'; read -r line""", "did not say first that it is ready")]
    [InlineData("""echo '{"result": 1}'; read -r line""", "did not say first that it is ready")]
    public void Program_that_never_says_so_is_told_at_the_start(string script, string why)
    {
        Program(script);

        TaskFailedException error = Assert.Throws<TaskFailedException>(() => Serve());

        Assert.Contains($"failed to load its model: the command './serve.sh' {why}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_that_is_cancelled_ends_the_program()
    {
        string pid = _task.Beside("pid");
        Program($"echo $$ > '{pid}'; exec sleep 300");
        using var cancellation = new CancellationTokenSource();
        Task<ModelHost> starting = Task.Run(() => Serve(null, cancellation.Token), TestContext.Current.CancellationToken);
        ProcessId.WaitUntilWritten(pid);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        ProcessId.WaitUntilGone(pid);
    }

    private void Program(string script) => _task.Serving(script, """, "serve_ready": true""").Dispose();

    private ModelHost Serve(ServingOptions? options = null, CancellationToken? cancellation = null) => _task.Library.Serve(
        _task.Library.GetSnapshots().Single(), options, _task.Events, cancellation ?? TestContext.Current.CancellationToken);

    private static async Task<string> AskAsync(ModelHost host, string json) => Text(await Begin(host, json, waitForRoom: true));
}
