using System.Net.Sockets;
using Flammable.Errors;
using Flammable.Servers;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

public sealed class ServerRegistrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerDirectory _registry;

    public ServerRegistrationTests() => _registry = _folder.Registry();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_the_user_can_open_the_folder_and_its_files()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX file modes");
        using ServerEntry entry = _folder.Register(port: 0);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(_folder.At("servers")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(entry.Server.TokenPath!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(_folder.At("servers", $"{entry.Server.Id}.json")));
    }

    [Fact]
    public void A_folder_that_others_could_open_is_closed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs POSIX file modes");
        Directory.CreateDirectory(_folder.At("servers"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.At("servers"), (UnixFileMode)0b111_111_111);
        }

        using ServerEntry entry = _folder.Register();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(_folder.At("servers")));
    }

    [Fact]
    public void A_token_is_made_for_an_address_alone_and_is_another_each_time()
    {
        using ServerEntry local = _folder.Register();
        using ServerEntry one = _folder.Register(port: 0);
        using ServerEntry two = _folder.Register(port: 0);

        Assert.Equal((null, null), (local.Token, local.Server.TokenPath));
        Assert.Equal(one.Token, File.ReadAllText(one.Server.TokenPath!));
        Assert.Equal(64, one.Token!.Length);
        Assert.NotEqual(one.Token, two.Token);
    }

    [Fact]
    public void A_socket_has_one_server_at_a_time()
    {
        string socket = _folder.At("a.sock");
        using ServerEntry entry = _folder.Register(socket);

        var error = Assert.Throws<ServerException>(() => _folder.Register(socket));

        Assert.Equal(ServerProblem.AddressInUse, error.Problem);
        Assert.Contains(entry.Server.Id, error.Message, StringComparison.Ordinal);
        Assert.Single(_registry.GetServers(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_many_that_want_a_socket_at_once_one_gets_it()
    {
        string socket = _folder.At("a.sock");
        ServerEntry?[] entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            try
            {
                return _folder.Register(socket);
            }
            catch (ServerException error) when (error.Problem == ServerProblem.AddressInUse)
            {
                return null;
            }
        })));

        Assert.Single(entries, entry => entry is not null);
        Array.ForEach(entries, entry => entry?.Dispose());
    }

    [Fact]
    public async Task Servers_that_start_at_once_have_ids_and_sockets_of_their_own()
    {
        ServerEntry[] entries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _folder.Register())));

        Assert.Equal(8, entries.Select(entry => entry.Server.SocketPath).Distinct().Count());
        Assert.Equal(8, _registry.GetServers(TestContext.Current.CancellationToken).Count);
        Array.ForEach(entries, entry => entry.Dispose());
    }

    [Fact]
    public void A_stale_socket_is_taken_over()
    {
        string socket = _folder.At("a.sock");
        using (Socket listener = Listen(socket))
        {
            // Else the file would go with its socket.
            File.Move(socket, _folder.At("b.sock"));
        }

        // A process that another test starts at this moment holds it open until it becomes a program of its own.
        Until.True(() => !IsListenedOn(_folder.At("b.sock")), "nobody listens");
        using ServerEntry entry = _folder.Register(_folder.At("b.sock"));

        Assert.False(File.Exists(_folder.At("b.sock")));
    }

    [Fact]
    public void A_socket_of_another_program_is_left_alone()
    {
        string socket = _folder.At("a.sock");
        using Socket listener = Listen(socket);

        Assert.Equal(ServerProblem.AddressInUse, Problem(() => _folder.Register(socket)));

        Assert.True(File.Exists(socket));
    }

    [Fact]
    public void A_file_and_a_folder_are_no_sockets()
    {
        string file = _folder.Write("notes.txt", "keep");

        Assert.Equal(ServerProblem.BadAddress, Problem(() => _folder.Register(file)));
        Assert.Equal(ServerProblem.BadAddress, Problem(() => _folder.Register(_folder.At("servers"))));

        Assert.Equal("keep", File.ReadAllText(file));
    }

    [Fact]
    public void A_socket_without_a_folder_and_one_with_too_long_a_path_are_refused()
    {
        Assert.Equal(ServerProblem.BadAddress, Problem(() => _folder.Register(_folder.At("nowhere", "a.sock"))));
        Assert.Equal(ServerProblem.SocketPathTooLong, Problem(() => _folder.Register(_folder.At(new string('ä', 50)))));
        Assert.Empty(_registry.GetServers(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_refused_server_leaves_nothing_behind()
    {
        Assert.Throws<ServerException>(() => _folder.Register(_folder.At("nowhere", "a.sock"), port: 0));

        Assert.Equal(["servers.lock"], Directory.EnumerateFiles(_folder.At("servers")).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void What_was_killed_in_the_middle_of_its_registration_is_taken_away_by_the_next()
    {
        _folder.Write("servers/abcde.lock", "");
        _folder.Write("servers/abcde.token", "secret");

        using ServerEntry entry = _folder.Register();

        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.At("servers")), path => path.Contains("abcde", StringComparison.Ordinal));
    }

    [Fact]
    public void A_registry_that_cannot_be_written_is_told()
    {
        _folder.Write("servers", "");

        Assert.Equal(ServerProblem.FolderUnwritable, Assert.Throws<ServerException>(() => _folder.Register()).Problem);
    }

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException("needs POSIX file modes") : File.GetUnixFileMode(path);

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }

    private static bool IsListenedOn(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static ServerProblem Problem(Action action) => Assert.Throws<ServerException>(action).Problem;
}
