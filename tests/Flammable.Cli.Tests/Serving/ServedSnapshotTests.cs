using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class ServedSnapshotTests : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private SnapshotFacts _snapshot = null!;

    public async ValueTask InitializeAsync()
    {
        _sandbox.Code.Write(TaskCode.FileName, ServedTask.Of("1"));
        _snapshot = await _sandbox.TrainAsync();
    }

    public ValueTask DisposeAsync()
    {
        _sandbox.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_snapshot_is_not_removed_while_it_is_served()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        (await _sandbox.RunAsync("rm", _snapshot.Id)).Expect(3);

        Assert.Equal("""{"result":1}""", await server.EvalAsync("5").GoodAsync());
        await server.StopAsync();
        (await _sandbox.RunAsync("rm", _snapshot.Id)).Expect(0);
    }

    [Fact]
    public async Task A_model_whose_files_are_deleted_is_served_on()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        Directory.Delete(_snapshot.Path, recursive: true);

        Assert.Equal("""{"result":1}""", await server.EvalAsync("5").GoodAsync());
        (await server.StopAsync()).Expect(0);
    }

    [Fact]
    public async Task A_swap_changes_the_answers_without_a_failed_request()
    {
        _sandbox.Code.Write(TaskCode.FileName, ServedTask.Of("2"));
        SnapshotFacts next = await _sandbox.TrainAsync();
        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--snapshot", _snapshot.Id);
        using var end = new CancellationTokenSource();
        Task<int>[] clients = [.. Enumerable.Range(0, 4).Select(_ => EvalUntilAsync(server, end.Token))];

        await SwapAsync(server, next.Name).GoodAsync();
        Assert.Equal("""{"result":2}""", await server.EvalAsync("5").GoodAsync());
        await end.CancelAsync();

        Assert.All(await Task.WhenAll(clients), count => Assert.True(count > 0));
        Assert.Equal(1, server.Metric($"flammable_snapshot_info{{experiment=\"Demo\",snapshot=\"{next.Name}\",task=\"DemoTask\"}}"));
    }

    [Fact]
    public async Task A_swap_that_fails_keeps_the_snapshot_that_was_served()
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        using HttpResponseMessage reply = await SwapAsync(server, "20200101-000000-aaaaa");

        Assert.Equal(409, (int)reply.StatusCode);
        JsonObject status = JsonNode.Parse(await server.Socket.GetStringAsync("/control/status", TestContext.Current.CancellationToken))!.AsObject();
        Assert.Equal(_snapshot.Name, status["snapshot"]!.GetValue<string>());
        Assert.Equal("""{"result":1}""", await server.EvalAsync("5").GoodAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"library": 5}""")]
    [InlineData("""{"library": "x", "experiment": "y"}""")]
    public async Task A_swap_to_nothing_is_a_bad_request(string body)
    {
        using ServedModel server = await ServedModel.StartAsync(_sandbox);

        using HttpResponseMessage reply = await ServedModel.PostAsync(server.Socket, "/control/swap", body);

        Assert.Equal(400, (int)reply.StatusCode);
    }

    [Fact]
    public async Task Only_what_a_test_might_run_on_is_served()
    {
        _sandbox.Code.Write("Notes.txt", "new");

        (await _sandbox.RunAsync("server")).Expect(3);
        using ServedModel server = await ServedModel.StartAsync(_sandbox, "--ignore");

        Assert.Equal("""{"result":1}""", await server.EvalAsync("5").GoodAsync());
    }

    [Fact]
    public async Task A_task_that_evaluates_nothing_is_not_served()
    {
        _sandbox.Code.Write(TaskCode.FileName, TaskCode.Of());
        await _sandbox.TrainAsync();

        Assert.Contains("Override Eval", (await _sandbox.RunAsync("server")).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_is_told_how_to_reach_the_server()
    {
        using FlamProcess process = _sandbox.Start(["server", "--port", "0"]);
        await process.PrintsAsync("Ctrl+C stops it.");

        Assert.StartsWith($"Serving Demo/{_snapshot.Name} at http://127.0.0.1:", process.Output, StringComparison.Ordinal);
        Assert.Contains("curl -H \"Authorization: Bearer $(cat ", process.Output, StringComparison.Ordinal);
        process.Signal(FlamProcess.Terminate);
        (await process.ExitAsync()).Expect(0);
    }

    [Theory]
    [InlineData("--workers", "0")]
    [InlineData("--timeout", "0")]
    [InlineData("--timeout", "1,5")]
    [InlineData("--port", "70000")]
    [InlineData("--batch-wait", "-1")]
    [InlineData("--max-request-size", "big")]
    [InlineData("--max-request-size", "0")]
    [InlineData("--socket", "")]
    [InlineData("--path", "x", "--snapshot", "y")]
    public async Task Values_out_of_their_range_are_wrong_use(params string[] args) => (await _sandbox.RunAsync(["server", .. args])).Expect(2);

    private Task<HttpResponseMessage> SwapAsync(ServedModel server, string snapshot)
    {
        var wanted = new JsonObject { ["library"] = _sandbox.Library, ["experiment"] = "Demo", ["snapshot"] = snapshot };
        return ServedModel.PostAsync(server.Socket, "/control/swap", wanted.ToJsonString());
    }

    private static async Task<int> EvalUntilAsync(ServedModel server, CancellationToken end)
    {
        int count = 0;
        do
        {
            string body = await server.EvalAsync("5").GoodAsync();
            Assert.True(body is """{"result":1}""" or """{"result":2}""", body);
            count++;
        }
        while (!end.IsCancellationRequested);

        return count;
    }
}
