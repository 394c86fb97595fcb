using System.Net;
using System.Text.Json.Nodes;

namespace Flammable.Cli.Tests.Serving;

public sealed class AddressTests(ObedientServer fixture) : IClassFixture<ObedientServer>
{
    private readonly ServedModel _server = fixture.Server;

    [Fact]
    public async Task The_token_opens_the_data_routes()
    {
        Assert.Equal("""{"result":42}""", await ServedModel.PostAsync(_server.Address, "/v1/eval", "21").GoodAsync());
        Assert.Contains("Demo", await GetAsync(_server.Address, "/v1/snapshot").GoodAsync(), StringComparison.Ordinal);
        Assert.Contains("flammable_ready 1", await GetAsync(_server.Address, "/metrics").GoodAsync(), StringComparison.Ordinal);
        Assert.Contains("/v1/eval", await GetAsync(_server.Address, "/openapi.json").GoodAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/eval")]
    [InlineData("/v1/snapshot")]
    [InlineData("/metrics")]
    [InlineData("/openapi.json")]
    [InlineData("/control/status")]
    [InlineData("/control/stop")]
    [InlineData("/nothing")]
    public async Task Without_the_token_only_health_is_told(string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_server.Url) };
        Assert.Equal("""{"status":"live"}""", await GetAsync(client, "/health/live").GoodAsync());
        Assert.Equal("""{"status":"ready"}""", await GetAsync(client, "/health/ready").GoodAsync());

        using HttpResponseMessage reply = await GetAsync(client, path);

        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.ToString());
        await Task.FromResult(reply).ProblemAsync(401);
    }

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer {0}x")]
    [InlineData("{0}")]
    public async Task A_wrong_token_opens_nothing(string authorization)
    {
        using var client = new HttpClient { BaseAddress = new Uri(_server.Url) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", string.Format(authorization, _server.Token));

        await ServedModel.PostAsync(client, "/v1/eval", "21").ProblemAsync(401);
        using HttpResponseMessage reply = await GetAsync(client, "/v1/snapshot");
        Assert.Equal("Bearer error=\"invalid_token\"", reply.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("GET", "/control/status")]
    [InlineData("POST", "/control/stop")]
    [InlineData("GET", "/control/stop")]
    [InlineData("POST", "/Control/Swap/")]
    public async Task Control_routes_are_not_there_even_with_the_token(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        await _server.Address.SendAsync(request, TestContext.Current.CancellationToken).ProblemAsync(404);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/eval/..%2f..%2fetc/passwd")]
    [InlineData("/health/")]
    public async Task A_path_outside_of_the_routes_is_not_found(string path)
    {
        await GetAsync(_server.Address, path).ProblemAsync(404);
        await GetAsync(_server.Socket, path).ProblemAsync(404);
    }

    [Theory]
    [InlineData("GET", "/v1/eval", "POST")]
    [InlineData("POST", "/v1/snapshot", "GET, HEAD")]
    [InlineData("DELETE", "/health/live", "GET, HEAD")]
    [InlineData("POST", "/control/status", "GET")]
    public async Task Another_method_is_told_those_that_there_are(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using HttpResponseMessage reply = await _server.Socket.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(allowed, string.Join(", ", reply.Content.Headers.Allow.Order()));
        await Task.FromResult(reply).ProblemAsync(405);
    }

    [Theory]
    [InlineData("/health/ready")]
    [InlineData("/v1/snapshot")]
    [InlineData("/metrics")]
    [InlineData("/openapi.json")]
    public async Task What_is_read_answers_HEAD(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using HttpResponseMessage reply = await _server.Socket.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Fact]
    public void Only_the_user_can_open_the_socket_and_the_token()
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes of files.");
        }
        else
        {
            Assert.Equal(Private, File.GetUnixFileMode(_server.SocketPath));
            Assert.Equal(Private, File.GetUnixFileMode(_server.TokenPath!));
        }

        Assert.True(_server.Token.Length >= 43);
    }

    [Fact]
    public async Task The_snapshot_is_told_without_where_it_lies()
    {
        string body = await GetAsync(_server.Socket, "/v1/snapshot").GoodAsync();

        JsonNode json = JsonNode.Parse(body)!;
        Assert.Equal(fixture.Snapshot.Name, json["name"]!.GetValue<string>());
        Assert.Equal("DemoTask", json["task"]!.GetValue<string>());
        Assert.DoesNotContain(fixture.Sandbox.Library, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_has_every_data_route_and_no_other()
    {
        string body = await GetAsync(_server.Socket, "/openapi.json").GoodAsync();

        JsonObject paths = JsonNode.Parse(body)!["paths"]!.AsObject();
        Assert.Equal(
            ["/health/live", "/health/ready", "/metrics", "/v1/eval", "/v1/snapshot"], paths.Select(path => path.Key).Order(StringComparer.Ordinal));
        Assert.Equal("#/components/schemas/EvalRequest", paths["/v1/eval"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
        Assert.NotNull(JsonNode.Parse(body)!["components"]!["securitySchemes"]!["token"]);
        Assert.DoesNotContain(fixture.Sandbox.Library, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_says_nothing_that_a_client_has_said()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { Host = "evil.example" } };

        string body = await _server.Socket.SendAsync(request, TestContext.Current.CancellationToken).GoodAsync();

        Assert.DoesNotContain("evil", body, StringComparison.Ordinal);
        Assert.Equal("/", JsonNode.Parse(body)!["servers"]![0]!["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_description_tells_of_the_token_and_of_all_that_a_problem_has()
    {
        JsonNode description = JsonNode.Parse(await GetAsync(_server.Socket, "/openapi.json").GoodAsync())!;

        Assert.All(description["paths"]!.AsObject(), path => Assert.Equal(
            !path.Key.StartsWith("/health/", StringComparison.Ordinal), path.Value!.AsObject().Single().Value!["responses"]!["401"] is not null));
        Assert.Equal(
            ["detail", "index", "status", "title", "type"],
            description["components"]!["schemas"]!["Problem"]!["properties"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) =>
        client.GetAsync(new Uri(client.BaseAddress!, path), TestContext.Current.CancellationToken);
}
