using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class ServerEndTests(TrainedSandbox trained) : IClassFixture<TrainedSandbox>, IAsyncLifetime
{
    private readonly string _gate = trained.Sandbox.FilePath(Path.GetRandomFileName());
    private ServedModel _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServedModel.StartAsync(trained.Sandbox, "--port", "0");

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(FlamProcess.Interrupt)]
    [InlineData(FlamProcess.Terminate)]
    public async Task A_signal_lets_the_server_finish_what_it_has_accepted(int signal)
    {
        Task<HttpResponseMessage> accepted = await BeginAsync();

        _server.Process.Signal(signal);

        await FinishesAsync(accepted);
    }

    [Fact]
    public async Task Control_stop_lets_the_server_finish_what_it_has_accepted()
    {
        Task<HttpResponseMessage> accepted = await BeginAsync();

        using HttpResponseMessage reply = await _server.Socket.PostAsync("/control/stop", null, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, reply.StatusCode);
        await FinishesAsync(accepted);
    }

    [Fact]
    public async Task A_registry_that_cannot_be_written_any_more_keeps_the_server_from_nothing()
    {
        string file = Path.ChangeExtension(_server.SocketPath, ".json");
        File.Delete(file);
        Directory.CreateDirectory(file);
        SnapshotFacts next = await trained.Sandbox.TrainAsync("--force");

        string swapped = await ServedModel.PostAsync(
            _server.Socket, "/control/swap", $$"""{"library": "{{trained.Sandbox.Library}}", "experiment": "Demo", "snapshot": "{{next.Name}}"}""").GoodAsync();
        Assert.Contains($"\"snapshot\":\"{next.Name}\"", swapped, StringComparison.Ordinal);

        Task<HttpResponseMessage> accepted = await BeginAsync();
        _server.Process.Signal(FlamProcess.Terminate);
        await FinishesAsync(accepted);
        Directory.Delete(file);
    }

    [Fact]
    public async Task A_stream_of_lines_ends_with_the_reason_after_the_lines_that_were_accepted()
    {
        using RawRequest request = await RawRequest.OpenAsync(_server);
        await request.BeginEvalAsync($"Content-Type: {ServedModel.Lines}", "Transfer-Encoding: chunked");
        await request.WriteChunkAsync($"1\n\"wait {_gate}\"\n2\n");
        Assert.Equal("""{"result":2}""", await request.ReadLineAsync("{"));
        await Deadline.Until(() => _server.Metric("flammable_queue_length") == 1, "a waiting sample");

        _server.Process.Signal(FlamProcess.Terminate);
        await Deadline.Until(() => IsRefused(), "a server that takes no more connections");
        await File.WriteAllTextAsync(_gate, "", TestContext.Current.CancellationToken);

        Assert.Equal("""{"result":"waited"}""", await request.ReadLineAsync("{"));
        Assert.Equal("""{"result":4}""", await request.ReadLineAsync("{"));
        Replies.LineProblem(await request.ReadLineAsync("{"), 503, "stopping");
        (await _server.Process.ExitAsync()).Expect(0);
    }

    [Fact]
    public async Task Many_samples_of_one_request_are_finished_though_they_take_longer_than_one_may()
    {
        using ServedModel server = await ServedModel.StartAsync(trained.Sandbox, "--timeout", "5");
        Task<HttpResponseMessage> accepted = server.EvalAsync(string.Concat(Enumerable.Repeat("\"pause 700\"\n", 15)), ServedModel.Lines);
        await Deadline.Until(
            () => server.Metric("flammable_batch_size_count") + server.Metric("flammable_samples_running") + server.Metric("flammable_queue_length") >= 15,
            "all samples");

        FlamResult stopped = await server.StopAsync();

        Assert.Equal(15, (await accepted.GoodAsync()).Split('\n').Count(line => line == """{"result":"paused"}"""));
        stopped.Expect(0);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_server_that_has_stopped_but_its_log()
    {
        string folder = Path.GetDirectoryName(_server.SocketPath)!;
        Assert.Equal(4, Directory.GetFiles(folder, $"{_server.Id}.*").Length);

        (await _server.StopAsync()).Expect(0);

        Assert.Empty(Directory.GetFiles(folder, $"{_server.Id}.*"));
        Assert.Contains("Stopped after", await File.ReadAllTextAsync(_server.LogPath, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Task<HttpResponseMessage>> BeginAsync()
    {
        Task<HttpResponseMessage> accepted = _server.EvalAsync($"\"wait {_gate}\"");
        await Deadline.Until(() => _server.Metric("flammable_samples_running") == 1, "a running sample");
        return accepted;
    }

    private async Task FinishesAsync(Task<HttpResponseMessage> accepted)
    {
        await Deadline.Until(() => IsRefused(), "a server that takes no more connections");
        await File.WriteAllTextAsync(_gate, "", TestContext.Current.CancellationToken);

        Assert.Equal("""{"result":"waited"}""", await accepted.GoodAsync());
        (await _server.Process.ExitAsync()).Expect(0);
    }

    private bool IsRefused()
    {
        try
        {
            _server.ConnectAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().Dispose();
            return false;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return true;
        }
    }
}
