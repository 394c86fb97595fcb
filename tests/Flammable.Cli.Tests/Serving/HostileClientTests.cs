using System.Globalization;
using System.Net.Sockets;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class HostileClientTests(ObedientServer fixture) : IClassFixture<ObedientServer>
{
    private readonly ServedModel _server = fixture.Server;

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_answered_with_408()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync("Content-Length: 1000");
        await request.WriteAsync("1");

        Assert.Equal("HTTP/1.1 408 Request Timeout", await request.ReadLineAsync());
        Assert.Contains("\"status\":408", await request.ReadToEndAsync(), StringComparison.Ordinal);
        await AnswersAsync();
    }

    [Fact]
    public async Task A_flood_of_headers_is_answered_with_431()
    {
        using RawRequest many = await RawRequest.OpenAsync(_server);
        await many.BeginEvalAsync([.. Enumerable.Range(0, 200).Select(i => $"X-{i}: 1")]);
        Assert.StartsWith("HTTP/1.1 431 ", await many.ReadLineAsync(), StringComparison.Ordinal);
        await many.RefusalAsync(431);

        using RawRequest large = await RawRequest.OpenAsync(_server);
        await large.BeginEvalAsync($"X-Large: {new string('x', 40_000)}");
        Assert.StartsWith("HTTP/1.1 431 ", await large.ReadLineAsync(), StringComparison.Ordinal);
        await large.RefusalAsync(431);

        await AnswersAsync();
    }

    [Theory]
    [InlineData("GARBAGE")]
    [InlineData("GET /health/live HTTP/9.9")]
    [InlineData("GET / HTTP/1.1")]
    public async Task What_is_no_request_is_refused(string line)
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.WriteAsync(line, "");

        string first = await request.ReadLineAsync() ?? "";
        Assert.Matches("^HTTP/1.1 (400|505) ", first);
        await request.RefusalAsync(int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture));
        await AnswersAsync();
    }

    [Fact]
    public async Task A_first_line_that_is_too_long_is_answered_with_414()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.WriteAsync($"GET /{new string('x', 5_000)} HTTP/1.1", "Host: localhost", "");

        Assert.Equal("HTTP/1.1 414 URI Too Long", await request.ReadLineAsync());
        await request.RefusalAsync(414);
    }

    [Fact]
    public async Task The_address_tells_what_is_no_request_too()
    {
        var address = new Uri(_server.Url);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        using var request = new RawRequest(socket);
        await request.WriteAsync("GARBAGE", "");

        Assert.Equal("HTTP/1.1 400 Bad Request", await request.ReadLineAsync());
        await request.RefusalAsync(400);
    }

    [Fact]
    public async Task What_comes_before_it_on_a_connection_is_answered()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync("Content-Length: 4");
        await request.WriteAsync("21", "GARBAGE", "");

        Assert.Equal("HTTP/1.1 200 OK", await request.ReadLineAsync());
        Assert.Equal("""{"result":42}HTTP/1.1 400 Bad Request""", await request.ReadLineAsync("{"));
        await request.RefusalAsync(400);
    }

    [Theory]
    [InlineData("no size")]
    [InlineData("ffffffffffffffff")]
    public async Task A_chunk_without_a_size_is_the_clients_fault(string size)
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync("Transfer-Encoding: chunked");
        await request.WriteAsync(size, "1");

        Assert.Equal("HTTP/1.1 400 Bad Request", await request.ReadLineAsync());
        await AnswersAsync();
    }

    [Fact]
    public async Task A_body_that_is_cut_off_harms_nobody()
    {
        using (RawRequest request = await RawRequest.OpenAsync(_server))
        {
            await request.BeginEvalAsync("Content-Length: 1000");
            await request.WriteAsync("1");
        }

        await AnswersAsync();
    }

    [Fact]
    public async Task A_client_that_goes_while_it_waits_gives_its_place_to_others()
    {
        string gate = fixture.Sandbox.FilePath("gone");
        RawRequest[] clients = [await RawRequest.OpenAsync(_server), await RawRequest.OpenAsync(_server), await RawRequest.OpenAsync(_server)];
        foreach (RawRequest client in clients)
        {
            string body = $"\"wait {gate}\"";
            await client.BeginEvalAsync($"Content-Length: {body.Length}");
            await client.WriteAsync(body);
        }

        await Deadline.Until(() => _server.Metric("flammable_queue_length") == 1, "a waiting sample");
        foreach (RawRequest client in clients)
        {
            client.Dispose();
        }

        await Deadline.Until(() => _server.Metric("flammable_requests_total{route=\"/v1/eval\",status=\"499\"}") >= 3, "the clients' end");
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);
        await AnswersAsync();
        Assert.DoesNotContain("\"@l\":\"Error\"", await _server.ReadLogAsync(), StringComparison.Ordinal);
    }

    private async Task AnswersAsync() => Assert.Equal("""{"result":42}""", await _server.EvalAsync("21").GoodAsync());
}
