using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Serving;

public sealed class EvalRouteTests(ObedientServer fixture) : IClassFixture<ObedientServer>
{
    private readonly ServedModel _server = fixture.Server;

    [Theory]
    [InlineData("""{"sample": 21}""", """{"result":42}""")]
    [InlineData("""{"sample": [1, 2, 3.5]}""", """{"result":6.5}""")]
    [InlineData("""21""", """{"result":42}""")]
    [InlineData("\uFEFF21", """{"result":42}""")]
    [InlineData("\"ä😀\"", "{\"result\":\"\\u00E4\\uD83D\\uDE00\"}")]
    [InlineData("\"nan\"", """{"result":"NaN"}""")]
    [InlineData("\"empty\"", """{"result":null}""")]
    [InlineData("""{"other": true}""", """{"result":{"other":true}}""")]
    [InlineData("""{"sample": 1, "other": 2}""", """{"result":{"sample":1,"other":2}}""")]
    [InlineData("""{"samples": 5}""", """{"result":{"samples":5}}""")]
    public async Task One_sample_has_one_result(string body, string reply) => Assert.Equal(reply, await _server.EvalAsync(body).GoodAsync());

    [Theory]
    [InlineData("""{"samples": [1, [1, 2], "nan"]}""", """{"results":[2,3,"NaN"]}""")]
    [InlineData("""[1, [1, 2], "nan"]""", """{"results":[2,3,"NaN"]}""")]
    [InlineData("""[]""", """{"results":[]}""")]
    public async Task Several_samples_have_their_results_in_their_order(string body, string reply) =>
        Assert.Equal(reply, await _server.EvalAsync(body).GoodAsync());

    [Fact]
    public async Task Thousands_of_samples_keep_their_order()
    {
        string body = $"[{string.Join(',', Enumerable.Range(0, 5000))}]";

        string reply = await _server.EvalAsync(body).GoodAsync();

        Assert.Equal(Enumerable.Range(0, 5000).Select(n => 2.0 * n), JsonNode.Parse(reply)!["results"]!.AsArray().Select(n => n!.GetValue<double>()));
    }

    [Theory]
    [InlineData("21", ServedModel.Json)]
    [InlineData("[21]", ServedModel.Json)]
    [InlineData("[]", ServedModel.Json)]
    [InlineData("21\n", ServedModel.Lines)]
    public async Task An_answer_names_the_snapshot_that_gave_it(string body, string type)
    {
        using HttpResponseMessage reply = await _server.EvalAsync(body, type);

        Assert.Equal($"Demo/{fixture.Snapshot.Name}", Assert.Single(reply.Headers.GetValues("Flammable-Snapshot")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_without_a_type_or_with_a_longer_one_or_with_that_of_forms_is_JSON(string? type) =>
        Assert.Equal("""{"result":42}""", await _server.EvalAsync("21", type).GoodAsync());

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/csv")]
    public async Task Other_types_are_refused_with_what_is_read(string type)
    {
        JsonObject problem = await _server.EvalAsync("21", type).ProblemAsync(415);

        Assert.EndsWith(": application/json, application/x-ndjson.", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var content = new ByteArrayContent([0x1f, 0x8b]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } } };

        await _server.Socket.PostAsync("/v1/eval", content, TestContext.Current.CancellationToken).ProblemAsync(415);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\"sample\": NaN}", 1, 12)]
    [InlineData("[1,\n 2,\n oops]", 3, 2)]
    [InlineData("1 2", 1, 3)]
    [InlineData("[1,]", 1, 4)]
    public async Task What_is_not_JSON_is_refused_with_its_place(string body, int line, int position)
    {
        JsonObject problem = await _server.EvalAsync(body).ProblemAsync(400, "not-json");

        Assert.StartsWith($"The body is not JSON in line {line}, at byte {position}: ", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_that_is_nested_too_deeply_is_refused() =>
        await _server.EvalAsync(new string('[', 200) + new string(']', 200)).ProblemAsync(400, "not-json");

    [Theory]
    [InlineData("")]
    [InlineData("[1,]")]
    public async Task The_reason_says_nothing_of_the_program_that_reads(string body)
    {
        string detail = (await _server.EvalAsync(body).ProblemAsync(400, "not-json")).Detail();

        Assert.DoesNotContain("isFinalBlock", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("reader", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"sample": 1, "sample": 2}""")]
    [InlineData("""[{"a": [{"b": 1, "\u0062": 2}]}]""")]
    public async Task Two_members_of_one_name_are_refused(string body) =>
        Assert.Contains("two members of the same name", (await _server.EvalAsync(body).ProblemAsync(400, "bad-body")).Detail(), StringComparison.Ordinal);

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused() => await _server.EvalAsync("""["a", "\ud800"]""").ProblemAsync(400, "bad-body");

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        var content = new ByteArrayContent([(byte)'"', 0xff, (byte)'"']);

        await _server.Socket.PostAsync("/v1/eval", content, TestContext.Current.CancellationToken).ProblemAsync(400, "bad-body");
    }

    [Fact]
    public async Task A_sample_that_the_task_refuses_is_told_with_the_tasks_own_words() =>
        Assert.Equal("A sample is never false.", (await _server.EvalAsync("false").ProblemAsync(422, "sample-refused")).Detail());

    [Fact]
    public async Task A_failing_sample_of_several_fails_the_request_with_its_index()
    {
        JsonObject problem = await _server.EvalAsync("""{"samples": [1, 2, false, 3]}""").ProblemAsync(422, "sample-refused");

        Assert.Equal(2, problem["index"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_bare_array_that_may_be_meant_as_one_sample_is_told_how_to_say_so()
    {
        Assert.Contains("""{"sample": [...]}""", (await _server.EvalAsync("[false, 1]").ProblemAsync(422, "sample-refused")).Detail(), StringComparison.Ordinal);
        Assert.StartsWith("a sample is no word. A bare array", (await _server.EvalAsync("""["refuse"]""").ProblemAsync(422, "sample-refused")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_throws_fails_its_own_request_alone_and_its_words_stay_in_the_log()
    {
        Task<HttpResponseMessage> failing = _server.EvalAsync("\"throw\"");
        Task<HttpResponseMessage> other = _server.EvalAsync("21");

        await failing.ProblemAsync(500, "task-failed");
        Assert.Equal("""{"result":42}""", await other.GoodAsync());
        Assert.Contains("a secret", await _server.ReadLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_read_like_any_other()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/eval") { Content = new StringContent("21", new MediaTypeHeaderValue("application/json")) };
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal("""{"result":42}""", await _server.Socket.SendAsync(request, TestContext.Current.CancellationToken).GoodAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_refused_and_the_client_is_told_so(bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/eval") { Content = new ByteArrayContent(new byte[20_000_000]) };
        request.Headers.TransferEncodingChunked = isChunked;

        JsonObject problem = await _server.Socket.SendAsync(request, TestContext.Current.CancellationToken).ProblemAsync(413);

        Assert.Equal("The body is longer than 64 KB.", problem.Detail());
    }
}
