using System.Diagnostics;
using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests;

public sealed class ServersTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public ServersTests() => _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Times(2));

    private string[] LeftFiles =>
        [.. Directory.EnumerateFiles(_sandbox.ServerFolder).Select(path => Path.GetFileName(path)).Where(name => name != "servers.lock")];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_detached_server_outlives_its_starter_and_answers()
    {
        SnapshotFacts snapshot = await _sandbox.TrainAsync();

        FlamResult started = (await _sandbox.RunAsync("server", "--detach")).Expect(0);

        JsonObject server = Assert.Single(await ListAsync());
        Assert.Equal(("running", snapshot.Name), (Text(server, "state"), Text(server, "snapshot")));
        Assert.Contains($"flam server stop {Text(server, "id")}", started.Output, StringComparison.Ordinal);
        Assert.Equal("42", await AskAsync("21"));
        JsonNode? requests = null;
        await Deadline.Until(
            async () => (requests = Assert.Single(await ListAsync())["requests"]) is not null, "the server's answer to the list, for which it has a second");
        Assert.Equal(1, requests!.GetValue<int>());
    }

    [Fact]
    public async Task A_detached_server_has_a_session_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        await StartAsync();

        int process = LeftServers.ProcessId(Directory.EnumerateFiles(_sandbox.ServerFolder, "*.json").Single());

        // After the name in brackets: state, parent, group, session. See proc(5).
        string[] facts = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(process, int.Parse(facts[3], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task List_shows_a_row_for_each_server()
    {
        Assert.Equal("No servers.\n", (await _sandbox.RunAsync("server", "list")).Expect(0).Error);
        string id = await StartAsync();

        string[] lines = [];
        await Deadline.Until(
            async () => (lines = (await _sandbox.RunAsync("server", "list")).Expect(0).Output.Split('\n'))[1].Contains("  0 ", StringComparison.Ordinal),
            "the server's answer to the list, for which it has a second");

        Assert.StartsWith("Id ", lines[0], StringComparison.Ordinal);
        Assert.Matches($@"^{id}  running  00:0\d:\d\d  0 +Demo/[a-z]{{5}}  (unix|pipe):", lines[1]);
    }

    [Fact]
    public async Task Stop_needs_no_id_where_one_runs_and_leaves_nothing_behind()
    {
        string id = await StartAsync();

        FlamResult stopped = (await _sandbox.RunAsync("server", "stop")).Expect(0);

        Assert.StartsWith($"Stopped {id} (Demo/", stopped.Output, StringComparison.Ordinal);
        Assert.Empty(LeftFiles);
        Assert.Contains("No server is running", (await _sandbox.RunAsync("server", "stop")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_names_the_servers_where_several_run_and_stops_none_for_a_mistyped_id()
    {
        string[] ids = [await StartAsync(), await StartAsync()];

        FlamResult ambiguous = (await _sandbox.RunAsync("server", "stop")).Expect(2);
        (await _sandbox.RunAsync("server", "stop", ids[0], "nosuch")).Expect(2);
        Assert.Equal(2, (await ListAsync()).Length);
        (await _sandbox.RunAsync(["server", "stop", .. ids])).Expect(0);

        Assert.All(ids, id => Assert.Contains($"\n    {id}\n", ambiguous.Error, StringComparison.Ordinal));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_killed_server_is_dead_and_the_next_start_works()
    {
        string socket = _sandbox.FilePath("a.sock");
        string dead = await StartAsync("--socket", socket);
        LeftServers.Kill(_sandbox.ServerFolder);

        JsonObject listed = Assert.Single(await ListAsync());
        FlamResult asked = await _sandbox.RunAsync("server", "swap", "last", "--server", dead);
        string next = await StartAsync("--socket", socket);

        Assert.Equal(("dead", null), (Text(listed, "state"), listed["uptime_seconds"]));
        Assert.Contains($"flam server stop {dead}", asked.Expect(7).Error, StringComparison.Ordinal);
        Assert.Equal(next, Text(Assert.Single(await ListAsync()), "id"));
        Assert.Equal("42", await AskAsync("21"));
    }

    [Fact]
    public async Task Stop_takes_away_what_is_left_of_a_dead_server()
    {
        string id = await StartAsync("--port", "0");
        LeftServers.Kill(_sandbox.ServerFolder);

        FlamResult stopped = (await _sandbox.RunAsync("server", "stop", id[..3])).Expect(0);

        Assert.StartsWith("Cleared the dead", stopped.Output, StringComparison.Ordinal);
        Assert.Empty(LeftFiles);
    }

    [Fact]
    public async Task Force_ends_a_server_whose_task_hangs()
    {
        string reached = _sandbox.FilePath("reached");
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of("Hang()", members: $$"""object Hang() { File.WriteAllText(@"{{reached}}", ""); while (true) { Thread.Sleep(10); } }"""));
        await StartAsync();
        using FlamProcess asking = Ask("1");
        await Deadline.Until(() => File.Exists(reached), "the task's Eval");

        (await _sandbox.RunAsync("server", "stop", "--force")).Expect(0);

        (await asking.ExitAsync()).Expect(7);
        Assert.Empty(LeftFiles);
    }

    [Fact]
    public async Task Swap_changes_the_model_and_one_that_fails_keeps_the_old_one()
    {
        await StartAsync();
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Times(3));
        SnapshotFacts next = await _sandbox.TrainAsync();

        FlamResult swapped = (await _sandbox.RunAsync("server", "swap", "last")).Expect(0);
        Assert.StartsWith($"Serving Demo/{next.Name} at unix:", swapped.Output, StringComparison.Ordinal);
        Assert.Equal("63", await AskAsync("21"));

        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of("1", constructor: """if (Environment.GetCommandLineArgs()[1] == "server") { throw new InvalidOperationException("no model"); }"""));
        await _sandbox.TrainAsync();
        FlamResult failed = (await _sandbox.RunAsync("server", "swap", "last")).Expect(3);

        Assert.Contains("still answers with the snapshot that it had", failed.Error, StringComparison.Ordinal);
        Assert.Equal("63", await AskAsync("21"));
        Assert.Equal(next.Name, Text(Assert.Single(await ListAsync()), "snapshot"));
    }

    [Fact]
    public async Task A_swap_that_hangs_ends_with_its_client_and_with_the_server()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        string mark = _sandbox.FilePath("hang");
        string reached = _sandbox.FilePath("reached");
        SnapshotFacts good = await _sandbox.TrainAsync();
        await StartAsync("--workers", "2");
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of(
            "1", constructor: $$"""if (File.Exists(@"{{mark}}")) { File.WriteAllText(@"{{reached}}", ""); Thread.Sleep(Timeout.Infinite); }"""));
        await _sandbox.TrainAsync();
        File.WriteAllText(mark, "");

        using (FlamProcess left = await BeginAsync())
        {
            left.Signal(FlamProcess.Interrupt);
            (await left.ExitAsync()).Expect(130);
        }

        (await _sandbox.RunAsync("server", "swap", good.Id)).Expect(0);

        using FlamProcess cut = await BeginAsync();
        (await _sandbox.RunAsync("server", "stop")).Expect(0);
        Assert.Contains("The server ends.", (await cut.ExitAsync()).Expect(3).Error, StringComparison.Ordinal);
        Assert.Empty(LeftFiles);

        async Task<FlamProcess> BeginAsync()
        {
            File.Delete(reached);
            FlamProcess swap = _sandbox.Start(["server", "swap", "last"]);
            await Deadline.Until(() => File.Exists(reached), "the task's constructor");
            return swap;
        }
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_leaves_nothing_behind()
    {
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of("1", constructor: """if (Environment.GetCommandLineArgs()[1] == "server") { throw new InvalidOperationException("no model"); }"""));
        await _sandbox.TrainAsync();

        FlamResult failed = (await _sandbox.RunAsync("server", "--detach")).Expect(1);

        Assert.Contains("no model", failed.Error, StringComparison.Ordinal);
        Assert.Empty(LeftFiles);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals");
        string reached = _sandbox.FilePath("reached");
        _sandbox.Code.Write(TaskCode.FileName, AnsweringTask.Of("1", constructor:
            $$"""if (Environment.GetCommandLineArgs()[1] == "server") { File.WriteAllText(@"{{reached}}", Environment.ProcessId.ToString()); while (true) { Thread.Sleep(10); } }"""));
        await _sandbox.TrainAsync();
        using FlamProcess starter = _sandbox.Start(["server", "--detach"]);
        await Deadline.Until(() => File.Exists(reached) && File.ReadAllText(reached).Length > 0, "the task's constructor");

        starter.Signal(FlamProcess.Interrupt);

        (await starter.ExitAsync()).Expect(130);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(reached), System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(LeftFiles);
    }

    [Fact]
    public async Task A_server_whose_starter_is_gone_before_it_answers_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs sh");
        SnapshotFacts snapshot = await _sandbox.TrainAsync();
        string command = $"('{Sandbox.FlamPath}' server --snapshot {snapshot.Id} --detached; echo ended with $? >&2) | true";

        using FlamProcess starter = _sandbox.Start(_sandbox.Code.Path, "sh", "-c", command);

        Assert.Contains("ended with 5", (await starter.ExitAsync()).Error, StringComparison.Ordinal);
        Assert.Empty(LeftFiles);
    }

    [Fact]
    public async Task Of_two_starts_at_once_on_one_socket_one_is_refused()
    {
        await _sandbox.TrainAsync();
        string[] command = ["server", "--detach", "--json", "--socket", _sandbox.FilePath("a.sock")];

        FlamResult[] results = await Task.WhenAll(_sandbox.RunAsync(command), _sandbox.RunAsync(command));

        Assert.Equal([0, 3], results.Select(result => result.ExitCode).Order());
        FlamResult refused = results.Single(result => result.ExitCode == 3);
        Assert.Contains("is in use by the server", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--socket", refused.Error, StringComparison.Ordinal);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_socket_with_too_long_a_path_is_refused_with_its_remedy()
    {
        await _sandbox.TrainAsync();

        FlamResult refused = (await _sandbox.RunAsync("server", "--detach", "--socket", _sandbox.FilePath(new string('a', 100)))).Expect(2);

        Assert.Contains("Choose a shorter path with --socket.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_served_snapshot_is_not_removed_before_its_server_is_stopped()
    {
        await StartAsync();

        FlamResult refused = (await _sandbox.RunAsync("rm", "last")).Expect(3);
        (await _sandbox.RunAsync("server", "stop")).Expect(0);
        (await _sandbox.RunAsync("rm", "last")).Expect(0);

        Assert.Contains("flam server stop", refused.Error, StringComparison.Ordinal);
    }

    private static string? Text(JsonObject server, string name) => server[name]?.GetValue<string>();

    private async Task<string> StartAsync(params string[] options)
    {
        if ((await _sandbox.RunAsync("list", "--json")).Expect(0).Json.AsArray().Count == 0)
        {
            await _sandbox.TrainAsync();
        }

        return Text((await _sandbox.RunAsync(["server", "--detach", "--json", .. options])).Expect(0).Json.AsObject(), "id")!;
    }

    private async Task<JsonObject[]> ListAsync() =>
        [.. (await _sandbox.RunAsync("server", "list", "--json")).Expect(0).Json.AsArray().Select(server => server!.AsObject())];

    private FlamProcess Ask(string sample)
    {
        File.WriteAllText(_sandbox.FilePath("asked.jsonl"), sample);
        return _sandbox.Start(["eval", _sandbox.FilePath("asked.jsonl"), "-", "--server"]);
    }

    private async Task<string> AskAsync(string sample)
    {
        using FlamProcess asking = Ask(sample);
        return (await asking.ExitAsync()).Expect(0).Output.TrimEnd();
    }
}
