namespace Flammable.Cli.Tests.Serving;

public sealed class LinesTests(ObedientServer fixture) : IClassFixture<ObedientServer>
{
    private readonly ServedModel _server = fixture.Server;

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/jsonl; charset=utf-8")]
    public async Task A_line_has_one_result_whatever_it_is(string type)
    {
        string[] lines = await EvalAsync("1\r\n\n{\"sample\": [1, 2]}\n  \n[3, 4]\n\"nan\"", type);

        Assert.Equal(["""{"result":2}""", """{"result":3}""", """{"result":7}""", """{"result":"NaN"}"""], lines);
    }

    [Fact]
    public async Task The_stream_goes_on_after_a_line_that_fails()
    {
        string[] lines = await EvalAsync($"1\noops\nfalse\n\"throw\"\n\"{new string('x', 100_000)}\"\n2\n");

        Assert.Equal(6, lines.Length);
        Assert.Equal("""{"result":2}""", lines[0]);
        Replies.LineProblem(lines[1], 400, "not-json");
        Replies.LineProblem(lines[2], 422, "sample-refused");
        Replies.LineProblem(lines[3], 500, "task-failed");
        Replies.LineProblem(lines[4], 413, "about:blank");
        Assert.Equal("""{"result":4}""", lines[5]);
    }

    [Fact]
    public async Task A_body_without_lines_has_none() => Assert.Empty(await EvalAsync("\n\n"));

    [Fact]
    public async Task Many_lines_far_beyond_the_limit_of_a_body_are_answered_in_their_order()
    {
        const int count = 50_000;

        string[] lines = await EvalAsync(string.Join('\n', Enumerable.Range(0, count)));

        Assert.Equal(Enumerable.Range(0, count).Select(n => $"{{\"result\":{2 * n}}}"), lines);
    }

    [Fact]
    public async Task A_line_is_answered_before_the_next_is_sent()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync($"Content-Type: {ServedModel.Lines}", "Transfer-Encoding: chunked");

        for (int i = 0; i < 3; i++)
        {
            await request.WriteChunkAsync($"{i}\n");
            Assert.Equal($"{{\"result\":{2 * i}}}", await request.ReadLineAsync("{"));
        }

        await request.WriteAsync("0", "");
        Assert.Equal("0", await request.ReadLineAsync("0"));
    }

    [Fact]
    public async Task A_client_that_asks_first_is_told_to_send_its_lines()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync($"Content-Type: {ServedModel.Lines}", "Content-Length: 2", "Expect: 100-continue");

        Assert.Equal("HTTP/1.1 100 Continue", await request.ReadLineAsync());
        await request.WriteAsync("1");
        Assert.Equal("""{"result":2}""", await request.ReadLineAsync("{"));
    }

    [Theory]
    [InlineData("no length of a chunk")]
    [InlineData("ffffffffffffffff")]
    public async Task A_body_that_breaks_off_is_told_in_the_last_line(string length)
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync($"Content-Type: {ServedModel.Lines}", "Transfer-Encoding: chunked");
        await request.WriteChunkAsync("1\n");
        Assert.Equal("""{"result":2}""", await request.ReadLineAsync("{"));

        await request.WriteAsync(length);

        Replies.LineProblem(await request.ReadLineAsync("{"), 400, "about:blank");
    }

    [Fact]
    public async Task A_slow_line_does_not_change_the_order()
    {
        string gate = fixture.Sandbox.FilePath("slow-line");
        Task<string[]> lines = EvalAsync($"\"wait {gate}\"\n1\n2\n");
        await File.WriteAllTextAsync(gate, "", TestContext.Current.CancellationToken);

        Assert.Equal(["""{"result":"waited"}""", """{"result":2}""", """{"result":4}"""], await lines);
    }

    private async Task<string[]> EvalAsync(string body, string type = ServedModel.Lines) =>
        (await _server.EvalAsync(body, type).GoodAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
