using System.Net.Sockets;
using Flammable.Serving;

namespace Flammable.Tests.Fixtures;

/// <summary>The child process of tests that need a server to kill.</summary>
public sealed class ServerElsewhere : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Explicit = true)]
    public void Registers_and_waits()
    {
        ServerDirectory registry = new(Path.Combine(ChildProcess.Given, "servers"));
        string socket = Path.Combine(ChildProcess.Given, "own.sock");
        using ServerEntry entry = registry.Register(RegisteredServer.StartOf(_folder, socket), TestContext.Current.CancellationToken);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen();
        entry.Update(server => server with { State = ServerState.Running });
        Thread.Sleep(TimeSpan.FromMinutes(2));
    }
}
