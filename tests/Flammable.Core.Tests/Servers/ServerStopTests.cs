using Flammable.Errors;
using Flammable.Servers;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

/// <summary>Servers that are asked to stop, that are killed, and that have died.</summary>
public sealed class ServerStopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerDirectory _registry;

    public ServerStopTests() => _registry = _folder.Registry();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_server_that_nobody_knows_the_process_of_is_not_killed()
    {
        using ServerEntry entry = _folder.Register();
        _folder.Write($"servers/{entry.Server.Id}.json", "{");

        ModelServer silent = _registry.GetServer(null, TestContext.Current.CancellationToken);

        Assert.Equal(ServerProblem.NotAnswering, Problem(() => _registry.Stop(silent, force: true, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Who_stops_a_dead_server_ends_the_programs_that_it_left_at_work()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /proc");
        using (ChildProcess child = RegisteredServer.StartElsewhere(_folder))
        {
            child.Kill();
        }

        ModelServer dead = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken)) with { Library = _folder.At("library") };
        string run = Path.GetDirectoryName(_folder.Write("library/.cache/runs/left/run.json", "{}"))!;
        var start = new System.Diagnostics.ProcessStartInfo("sleep", ["300"]);
        start.Environment["FLAMMABLE_RUN"] = Path.Combine(run, "run.json");
        using var program = System.Diagnostics.Process.Start(start)!;

        try
        {
            _registry.Stop(dead, force: false, TestContext.Current.CancellationToken);

            Assert.True(program.WaitForExit(TimeSpan.FromMinutes(1)));
            Assert.False(Directory.Exists(run));
        }
        finally
        {
            program.Kill();
        }
    }

    [Fact]
    public void A_killed_server_is_dead_until_it_is_stopped()
    {
        using (ChildProcess child = RegisteredServer.StartElsewhere(_folder))
        {
            child.Kill();
        }

        ModelServer dead = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));
        _registry.Stop(dead, force: false, TestContext.Current.CancellationToken);

        Assert.Equal((ServerState.Dead, null), (dead.State, dead.Uptime));
        Assert.Empty(_folder.RegistryFiles());
        Assert.False(File.Exists(dead.SocketPath));
    }

    [Fact]
    public void What_a_killed_server_was_writing_goes_with_it()
    {
        using (ChildProcess child = RegisteredServer.StartElsewhere(_folder))
        {
            child.Kill();
        }

        ModelServer dead = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));
        _folder.Write($"servers/.{dead.Id}.json.x1y2z3.tmp", "{");
        _folder.Write($"servers/.{dead.Id}.token.x1y2z3.tmp", "");
        _registry.Stop(dead, force: false, TestContext.Current.CancellationToken);

        Assert.Empty(_folder.RegistryFiles());
    }

    [Fact]
    public void Force_kills_a_server_that_does_not_answer()
    {
        using ChildProcess child = RegisteredServer.StartElsewhere(_folder);
        ModelServer server = _registry.GetServer(null, TestContext.Current.CancellationToken);

        _registry.Stop(server, force: true, TestContext.Current.CancellationToken);

        child.WaitForExit();
        Assert.Empty(_folder.RegistryFiles());
    }

    [Fact]
    public void A_server_that_is_still_starting_is_stopped_without_force()
    {
        using ChildProcess child = RegisteredServer.StartElsewhere(_folder, ServerState.Starting);

        _registry.Stop(_registry.GetServer(null, TestContext.Current.CancellationToken), force: false, TestContext.Current.CancellationToken);

        child.WaitForExit();
        Assert.Empty(_folder.RegistryFiles());
    }

    [Fact]
    public void The_process_that_has_the_number_of_a_dead_server_is_left_alone()
    {
        ModelServer dead;
        using (ChildProcess child = RegisteredServer.StartElsewhere(_folder))
        {
            child.Kill();
            dead = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));
        }

        _registry.Stop(dead with { ProcessId = Environment.ProcessId, State = ServerState.Running }, force: true, TestContext.Current.CancellationToken);

        Assert.Empty(_folder.RegistryFiles());
    }

    [Fact]
    public void A_server_of_another_computer_is_not_killed_here()
    {
        using ServerEntry entry = _folder.Register();

        Assert.Equal(
            ServerProblem.NotAnswering,
            Problem(() => _registry.Stop(entry.Server with { Computer = "elsewhere" }, force: true, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_server_that_nobody_can_reach_is_not_stopped_without_force()
    {
        using ServerEntry entry = _folder.Register();
        entry.Update(server => server with { State = ServerState.Running });

        Assert.Equal(ServerProblem.NotAnswering, Problem(() => _registry.Stop(entry.Server, force: false, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Stop_waits_until_the_server_is_gone()
    {
        using var stub = new StubServer(_folder, request => request.Path == "/control/stop" ? new StubAnswer("", 202) : null);

        await StopsWithAsync(stub);
    }

    [Fact]
    public async Task A_server_that_stops_already_is_not_asked_again_but_waited_for()
    {
        using var stub = new StubServer(_folder, _ => new StubAnswer("", 503));
        stub.Entry.Update(server => server with { State = ServerState.Stopping });

        await StopsWithAsync(stub);
    }

    [Fact]
    public async Task The_wait_for_a_server_to_stop_can_be_cancelled()
    {
        using var stub = new StubServer(_folder, _ => new StubAnswer("", 202));
        using var cancellation = new CancellationTokenSource();
        Task stop = Task.Run(() => _registry.Stop(stub.Server, force: false, cancellation.Token), TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    // Stopping ends when the server has, and not before.
    private async Task StopsWithAsync(StubServer stub)
    {
        Task stop = Task.Run(() => _registry.Stop(stub.Server, force: false, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

        Assert.NotSame(stop, await Task.WhenAny(stop, Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken)));
        stub.Dispose();

        await stop.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    private static ServerProblem Problem(Action action) => Assert.Throws<ServerException>(action).Problem;
}
