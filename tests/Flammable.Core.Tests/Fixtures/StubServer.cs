using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Flammable.Servers;

namespace Flammable.Tests.Fixtures;

/// <summary>A server that is registered and answers what a test says, over a real socket.</summary>
public sealed class StubServer : IDisposable
{
    private readonly ServerEntry _entry;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _clients = [];
    private readonly Func<StubRequest, StubAnswer?> _answer;

    /// <summary>Registers the server and begins to listen.</summary>
    /// <param name="folder">The folder with the registry.</param>
    /// <param name="answer">Answers a request; <see langword="null"/> dies in the middle of it.</param>
    public StubServer(TemporaryFolder folder, Func<StubRequest, StubAnswer?> answer)
    {
        _answer = answer;
        _entry = folder.Register();
        _listener.Bind(new UnixDomainSocketEndPoint(_entry.Server.SocketPath));
        _listener.Listen();
        _entry.Update(server => server with { State = ServerState.Running });
        _ = Task.Run(AcceptAsync);
    }

    public ModelServer Server => _entry.Server;

    public ServerEntry Entry => _entry;

    public void Dispose()
    {
        _listener.Dispose();
        lock (_clients)
        {
            _clients.ForEach(client => client.Dispose());
        }

        _entry.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                lock (_clients)
                {
                    _clients.Add(client);
                }

                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The server is gone.
        }
    }

    private async Task TalkAsync(Socket client)
    {
        try
        {
            using var stream = new NetworkStream(client, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await reader.ReadLineAsync() is { Length: > 0 } first)
            {
                var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    string[] parts = line.Split(": ", 2);
                    head[parts[0]] = parts[1];
                }

                char[] body = new char[int.Parse(head.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
                if (body.Length > 0)
                {
                    await reader.ReadBlockAsync(body);
                }

                string text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body));
                if (_answer(new StubRequest(first.Split(' ')[1], head.GetValueOrDefault("Content-Type", ""), text)) is not { } answer)
                {
                    Dispose();
                    return;
                }

                byte[] content = Encoding.UTF8.GetBytes(answer.Body);
                await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {answer.Status} X\r\nContent-Length: {content.Length}\r\n\r\n"));
                await stream.WriteAsync(content);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The client, or the server, is gone.
        }
    }
}
