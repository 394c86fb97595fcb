using System.Net.Sockets;
using Flammable.Servers;

namespace Flammable.Tests.Fixtures;

/// <summary>The child process of tests that need a server to kill.</summary>
public sealed class ServerElsewhere : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Explicit = true)]
    public void Registers_and_waits()
    {
        string[] given = ChildProcess.Given.Split(':', 2);
        var registry = new ServerDirectory(Path.Combine(given[1], "servers"));
        string socket = Path.Combine(given[1], "own.sock");
        using ServerEntry entry = registry.Register(RegisteredServer.StartOf(_folder, socket), TestContext.Current.CancellationToken);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        entry.Update(server => server with { State = Enum.Parse<ServerState>(given[0]) });
        Thread.Sleep(TimeSpan.FromMinutes(2));
    }
}
