using Flammable.Errors;
using Flammable.Servers;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

public sealed class ServerDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerDirectory _registry;

    public ServerDirectoryTests() => _registry = _folder.Registry();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_does_not_exist_has_no_servers_and_is_not_made()
    {
        Assert.Empty(_registry.GetServers(TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder.At("servers")));
    }

    [Fact]
    public void A_server_is_starting_until_it_says_that_it_runs()
    {
        using ServerEntry entry = _folder.Register();

        ModelServer starting = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));
        entry.Update(server => server with { State = ServerState.Running, Address = "http://127.0.0.1:8080", LogPath = "/log" });
        ModelServer running = Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));

        Assert.Equal(ServerState.Starting, starting.State);
        Assert.Equal($"unix:{starting.SocketPath}", starting.Address);
        Assert.Equal((ServerState.Running, "http://127.0.0.1:8080", "/log"), (running.State, running.Address, running.LogPath));
        Assert.Equal((Environment.ProcessId, RegisteredServer.Experiment, RegisteredServer.SnapshotName), (running.ProcessId, running.Experiment, running.Snapshot));
        Assert.NotNull(running.Uptime);
        Assert.Equal(entry.Server.Id, running.Id);
    }

    [Fact]
    public void A_server_that_takes_its_leave_leaves_nothing_behind()
    {
        _folder.Register(port: 0).Dispose();

        Assert.Empty(_folder.RegistryFiles());
        Assert.Empty(_registry.GetServers(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void What_a_server_says_after_its_leave_is_not_registered()
    {
        ServerEntry entry = _folder.Register();
        entry.Dispose();

        entry.Update(server => server with { State = ServerState.Stopping });

        Assert.Empty(_folder.RegistryFiles());
    }

    [Fact]
    public void A_running_server_is_asked_for_its_state()
    {
        StubServer? stub = null;
        using (stub = new StubServer(_folder, _ => new StubAnswer(ServerJson.ToJson(stub!.Server with { Requests = 7 }).ToJsonString())))
        {
            Assert.Equal(7, Assert.Single(_folder.PatientRegistry().GetServers(TestContext.Current.CancellationToken)).Requests);
        }
    }

    [Theory]
    [InlineData(ServerState.Starting)]
    [InlineData(ServerState.Stopping)]
    public void A_server_that_does_not_listen_is_not_asked(ServerState state)
    {
        bool isAsked = false;
        using StubServer stub = new(_folder, _ =>
        {
            isAsked = true;
            return null;
        });
        stub.Entry.Update(server => server with { State = state });

        ModelServer found = _folder.PatientRegistry().GetServer(null, TestContext.Current.CancellationToken);

        Assert.Equal((state, false), (found.State, isAsked));
        Assert.NotNull(found.Uptime);
    }

    [Fact]
    public void Registered_servers_are_listed_the_oldest_first_and_none_is_asked()
    {
        bool isAsked = false;
        using StubServer first = new(_folder, _ =>
        {
            isAsked = true;
            return null;
        });
        using ServerEntry second = _folder.Register();

        IReadOnlyList<ModelServer> servers = _registry.GetRegistered();

        Assert.Equal([(first.Server.Id, ServerState.Running), (second.Server.Id, ServerState.Starting)], servers.Select(server => (server.Id, server.State)));
        Assert.False(isAsked);
    }

    [Fact]
    public void One_that_says_nonsense_does_not_hide_the_others()
    {
        using StubServer stub = new(_folder, _ => new StubAnswer("<html>"));
        using ServerEntry silent = _folder.Register();
        _folder.Write("servers/broken.json", "{");

        IReadOnlyList<ModelServer> servers = _registry.GetServers(TestContext.Current.CancellationToken);

        Assert.Equal([stub.Server.Id, silent.Server.Id], servers.Select(server => server.Id));
    }

    [Fact]
    public void A_server_is_found_by_the_beginning_of_its_id_or_as_the_only_one()
    {
        using ServerEntry entry = _folder.Register();

        Assert.Equal(entry.Server.Id, _registry.GetServer(entry.Server.Id[..3].ToUpperInvariant(), TestContext.Current.CancellationToken).Id);
        Assert.Equal(entry.Server.Id, _registry.GetServer(null, TestContext.Current.CancellationToken).Id);
    }

    [Fact]
    public void An_empty_id_means_no_server()
    {
        using ServerEntry entry = _folder.Register();

        Assert.Equal(ServerProblem.NotFound, Problem(() => _registry.GetServer("", TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_living_server_whose_file_is_damaged_is_asked_at_its_own_socket()
    {
        StubServer? stub = null;
        using (stub = new StubServer(_folder, _ => new StubAnswer(ServerJson.ToJson(stub!.Server).ToJsonString())))
        {
            _folder.Write($"servers/{stub.Server.Id}.json", "{");

            ModelServer found = _folder.PatientRegistry().GetServer(null, TestContext.Current.CancellationToken);

            Assert.Equal((RegisteredServer.SnapshotName, Environment.ProcessId), (found.Snapshot, found.ProcessId));
        }
    }

    [Fact]
    public void What_is_damaged_and_dead_is_taken_away_by_the_next_registration()
    {
        _folder.Write("servers/abcde.lock", "");
        _folder.Write("servers/abcde.json", "{");

        using ServerEntry entry = _folder.Register();

        Assert.DoesNotContain(_folder.RegistryFiles(), name => name.Contains("abcde", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_knows_its_state_where_its_file_cannot_be_written()
    {
        using ServerEntry entry = _folder.Register();
        File.Delete(_folder.At("servers", $"{entry.Server.Id}.json"));
        Directory.CreateDirectory(_folder.At("servers", $"{entry.Server.Id}.json"));

        Assert.Throws<SnapshotStoreException>(() => entry.Update(server => server with { State = ServerState.Stopping }));

        Assert.Equal(ServerState.Stopping, entry.Server.State);
    }

    [Fact]
    public void No_server_and_several_servers_are_told()
    {
        Assert.Equal(ServerProblem.NotFound, Problem(() => _registry.GetServer("nosuch")));
        Assert.Equal(ServerProblem.NotFound, Problem(() => _registry.GetServer(null)));
        using ServerEntry one = _folder.Register();
        using ServerEntry two = _folder.Register();

        var error = Assert.Throws<ServerException>(() => _registry.GetServer(null, TestContext.Current.CancellationToken));

        Assert.Equal(ServerProblem.Ambiguous, error.Problem);
        Assert.Equal(new[] { one.Server.Id, two.Server.Id }.Order(), error.Matches.Order());
    }

    [Fact]
    public void Who_takes_the_address_of_a_dead_server_takes_its_place()
    {
        using (ChildProcess child = RegisteredServer.StartElsewhere(_folder))
        {
            child.Kill();
        }

        using ServerEntry entry = _folder.Register(_folder.At("own.sock"));

        Assert.Equal(entry.Server.Id, Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken)).Id);
        Assert.False(File.Exists(_folder.At("own.sock")));
    }

    [Fact]
    public void A_swap_that_fails_says_why_and_one_that_goes_well_gives_the_server_back()
    {
        ServerStart start = RegisteredServer.StartOf(_folder);
        StubServer? stub = null;
        bool isGood = false;
        using (stub = new StubServer(_folder, request =>
            request.Path == "/control/status" ? new StubAnswer(ServerJson.ToJson(stub!.Server with { Snapshot = request.Body }).ToJsonString())
            : isGood ? new StubAnswer("{}")
            : new StubAnswer("""{"title":"Conflict","detail":"The snapshot does not compile.","status":409}""", 409)))
        {
            var error = Assert.Throws<ServerException>(
                () => _registry.Swap(stub.Server, start.Library, start.Snapshot, TestContext.Current.CancellationToken));
            isGood = true;
            ModelServer swapped = _registry.Swap(stub.Server, start.Library, start.Snapshot, TestContext.Current.CancellationToken);

            Assert.Equal(ServerProblem.SwapFailed, error.Problem);
            Assert.EndsWith("The snapshot does not compile.", error.Message, StringComparison.Ordinal);
            Assert.Equal(stub.Server.Id, swapped.Id);
        }
    }

    private static ServerProblem Problem(Action action) => Assert.Throws<ServerException>(action).Problem;
}
