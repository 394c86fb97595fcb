using System.Net.Sockets;
using System.Text;

namespace Flammable.Cli.Tests.Serving;

/// <summary>A request over the socket whose bytes the test writes itself, at the times that it likes.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    private RawRequest(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, Encoding.UTF8);
    }

    public static async Task<RawRequest> OpenAsync(ServedModel server) =>
        new(await server.ConnectAsync(TestContext.Current.CancellationToken));

    public async Task WriteAsync(params string[] lines)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));
        await _stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends the head of a request for predictions of JSON.</summary>
    public Task BeginEvalAsync(params string[] headers) =>
        WriteAsync(["POST /v1/eval HTTP/1.1", "Host: localhost", .. headers, ""]);

    /// <summary>Sends a piece of a chunked body.</summary>
    public Task WriteChunkAsync(string text) => WriteAsync($"{Encoding.UTF8.GetByteCount(text):x}", text);

    /// <summary>The next line of the answer; <see langword="null"/> where the connection has ended.</summary>
    public async Task<string?> ReadLineAsync() => await _reader.ReadLineAsync(TestContext.Current.CancellationToken);

    /// <summary>The next line that begins so.</summary>
    public async Task<string> ReadLineAsync(string beginning)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"The connection ended before a line with '{beginning}'.");
        return "";
    }

    /// <summary>All that is still to come.</summary>
    public async Task<string> ReadToEndAsync() => await _reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _stream.Dispose();
}
