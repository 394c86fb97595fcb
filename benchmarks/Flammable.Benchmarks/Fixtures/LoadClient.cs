using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Flammable.Benchmarks.Fixtures;

/// <summary>Sends one request again and again over connections that are kept open, and takes as little time of its own as it can.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly Connection[] _connections;

    /// <summary>Connects.</summary>
    /// <param name="address">A TCP address or a socket's path.</param>
    /// <param name="request">What to send: <see cref="Post"/>.</param>
    /// <param name="connections">How many connections.</param>
    public LoadClient(EndPoint address, byte[] request, int connections) =>
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new Connection(address, request))];

    /// <summary>A POST request of a JSON body.</summary>
    public static byte[] Post(string route, string body, string? token = null) => Encoding.ASCII.GetBytes(
        $"POST {route} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n"
        + (token is null ? "" : $"Authorization: Bearer {token}\r\n")
        + $"\r\n{body}");

    /// <summary>Sends the request on all connections at the same time.</summary>
    /// <param name="count">How many times in all.</param>
    /// <returns>How many were not answered with 200.</returns>
    public int Send(int count) => SendWhile(new Countdown(count).IsLeft);

    /// <summary>Sends the request on all connections at the same time for as long as a condition holds.</summary>
    /// <returns>How many were not answered with 200.</returns>
    public int SendWhile(Func<bool> goesOn) =>
        Task.WhenAll(_connections.Select(connection => Task.Run(() => connection.SendWhileAsync(goesOn)))).GetAwaiter().GetResult().Sum();

    /// <summary>How long each of so many requests takes, one after the other, in milliseconds.</summary>
    public double[] Times(int count)
    {
        var times = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            if (!_connections[0].SendAsync().AsTask().GetAwaiter().GetResult())
            {
                throw new InvalidOperationException("A request has failed.");
            }

            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private sealed class Countdown(int count)
    {
        private int _left = count;

        public bool IsLeft() => Interlocked.Decrement(ref _left) >= 0;
    }

    private sealed class Connection : IDisposable
    {
        private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
        private static readonly byte[] Length = "Content-Length: "u8.ToArray();

        private readonly Socket _socket;
        private readonly byte[] _request;
        private readonly byte[] _answer = new byte[4096];

        public Connection(EndPoint address, byte[] request)
        {
            _request = request;
            _socket = new Socket(address.AddressFamily, SocketType.Stream, address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
            _socket.Connect(address);
        }

        public async Task<int> SendWhileAsync(Func<bool> goesOn)
        {
            int failed = 0;
            while (goesOn())
            {
                failed += await SendAsync() ? 0 : 1;
            }

            return failed;
        }

        public async ValueTask<bool> SendAsync()
        {
            await _socket.SendAsync(_request);
            int received = 0;
            int whole;
            do
            {
                int more = await _socket.ReceiveAsync(_answer.AsMemory(received));
                received += more > 0 ? more : throw new InvalidOperationException("The server has closed the connection.");
                whole = WholeLength(_answer.AsSpan(0, received));
            }
            while (received < whole);

            return _answer.AsSpan().StartsWith("HTTP/1.1 200"u8);
        }

        public void Dispose() => _socket.Dispose();

        private static int WholeLength(ReadOnlySpan<byte> answer)
        {
            int head = answer.IndexOf(EndOfHead);
            if (head < 0)
            {
                return int.MaxValue;
            }

            ReadOnlySpan<byte> length = answer[(answer.IndexOf(Length) + Length.Length)..];
            return head + EndOfHead.Length + int.Parse(length[..length.IndexOf((byte)'\r')]);
        }
    }
}
