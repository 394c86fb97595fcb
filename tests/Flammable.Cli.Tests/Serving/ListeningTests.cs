using System.Net;
using System.Net.Sockets;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class ListeningTests : IClassFixture<TrainedSandbox>
{
    private readonly Sandbox _sandbox;

    public ListeningTests(TrainedSandbox trained)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has named pipes, not files.");
        _sandbox = trained.Sandbox;
        _sandbox.Environment.Clear();
    }

    [Fact]
    public async Task The_socket_is_where_it_was_asked_for_and_no_token_is_needed()
    {
        string path = _sandbox.FilePath("my socket");

        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--socket", path);

        Assert.Equal(path, server.SocketPath);
        Assert.Null(server.TokenPath);
        Assert.Equal($"unix:{path}", server.Url);
        Assert.Equal("""{"result":42}""", await server.EvalAsync("21").GoodAsync());
    }

    [Fact]
    public async Task Settings_of_the_framework_in_the_environment_change_nothing()
    {
        // Bound, so that nobody else gets the port, but not listened on.
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)holder.LocalEndPoint!).Port;
        _sandbox.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        _sandbox.Environment["DOTNET_URLS"] = $"http://127.0.0.1:{port}";
        _sandbox.Environment["Kestrel__Endpoints__Http__Url"] = $"http://127.0.0.1:{port}";

        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task A_stale_socket_is_taken_over()
    {
        string path = _sandbox.FilePath("stale");
        using (ServedModel killed = await ServedModel.StartAsync(_sandbox, "--socket", path))
        {
            killed.Process.KillHard();
            await killed.Process.ExitAsync();
        }

        Assert.True(File.Exists(path));

        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--socket", path);
        Assert.Equal("""{"result":42}""", await server.EvalAsync("21").GoodAsync());
    }

    [Fact]
    public async Task A_socket_that_is_listened_on_is_left_alone()
    {
        string path = _sandbox.FilePath("live");
        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--socket", path);

        FlamResult second = (await _sandbox.RunAsync("server", "--socket", path)).Expect(3);

        Assert.Contains("is in use by the server", second.Error, StringComparison.Ordinal);
        Assert.Equal("""{"result":42}""", await server.EvalAsync("21").GoodAsync());
    }

    [Fact]
    public async Task A_socket_of_another_program_is_left_alone()
    {
        string path = _sandbox.FilePath("other");
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(path));
        other.Listen();

        Assert.Contains("in use", (await _sandbox.RunAsync("server", "--socket", path)).Expect(3).Error, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_never_deleted()
    {
        string path = _sandbox.FilePath("precious");
        await File.WriteAllTextAsync(path, "text", TestContext.Current.CancellationToken);

        (await _sandbox.RunAsync("server", "--socket", path)).Expect(2);

        Assert.Equal("text", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_is_refused()
    {
        string path = _sandbox.FilePath(new string('x', 120));

        Assert.Contains("has room for", (await _sandbox.RunAsync("server", "--socket", path)).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_and_nothing_is_left()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        string before = (await _sandbox.RunAsync("server", "list", "--json")).Expect(0).Output;

        FlamResult result = (await _sandbox.RunAsync("server", "--port", $"{port}")).Expect(3);

        Assert.StartsWith($"flam: The address 127.0.0.1:{port} is in use by another program.", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await _sandbox.RunAsync("server", "list", "--json")).Expect(0).Output);
    }
}
