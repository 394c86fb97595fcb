using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Serving;

/// <summary>A request over the socket whose bytes the test writes itself, at the times that it likes.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;

    public RawRequest(Socket socket)
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

    /// <summary>Reads the rest of a refusal after its first line: a problem of the length that its headers say, after which the connection ends.</summary>
    public async Task RefusalAsync(int status)
    {
        string[] parts = (await ReadToEndAsync()).Split("\r\n\r\n");
        Assert.Equal(2, parts.Length);
        string[] headers = parts[0].Split("\r\n");
        Assert.Contains("Content-Type: application/problem+json", headers);
        Assert.Contains("Connection: close", headers);
        Assert.Equal([$"Content-Length: {Encoding.UTF8.GetByteCount(parts[1])}"], headers.Where(header => header.StartsWith("Content-Length", StringComparison.Ordinal)));
        Replies.Check(JsonNode.Parse(parts[1])!.AsObject(), status, "about:blank");
    }

    /// <summary>All that is still to come.</summary>
    public async Task<string> ReadToEndAsync() => await _reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _stream.Dispose();
}
