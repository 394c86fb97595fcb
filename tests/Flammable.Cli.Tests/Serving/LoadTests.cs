using System.Text.Json.Nodes;
using Flammable.Cli.Tests.Fixtures;

namespace Flammable.Cli.Tests.Serving;

public sealed class LoadTests : IDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _gate;

    public LoadTests() => _gate = _sandbox.FilePath("gate");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Beyond_the_queue_clients_are_told_to_come_again()
    {
        using ServedModel server = await ServeAsync(ServedTask.Obedient, "--queue-length", "1");
        Task<HttpResponseMessage> running = server.EvalAsync($"\"wait {_gate}\"");
        await Deadline.Until(() => server.Metric("flammable_samples_running") == 1, "a running sample");
        Task<HttpResponseMessage> waiting = server.EvalAsync("1");
        await Deadline.Until(() => server.Metric("flammable_queue_length") == 1, "a waiting sample");

        using HttpResponseMessage refused = await server.EvalAsync("2");

        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        await Task.FromResult(refused).ProblemAsync(503, "queue-full");
        await OpenGateAsync();
        Assert.Equal("""{"result":"waited"}""", await running.GoodAsync());
        Assert.Equal("""{"result":2}""", await waiting.GoodAsync());
    }

    [Fact]
    public async Task A_stream_of_lines_waits_for_room()
    {
        using ServedModel server = await ServeAsync(ServedTask.Obedient, "--queue-length", "1");
        string body = $"\"wait {_gate}\"\n{string.Join('\n', Enumerable.Range(0, 100))}";
        Task<HttpResponseMessage> stream = server.EvalAsync(body, ServedModel.Lines);
        await Deadline.Until(() => server.Metric("flammable_queue_length") == 1, "a waiting sample");

        await OpenGateAsync();

        string[] lines = (await stream.GoodAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(101, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("{\"result\":", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_hangs_is_given_up_and_another_worker_answers()
    {
        using ServedModel server = await ServeAsync(ServedTask.Obedient, "--timeout", "4");

        await server.EvalAsync("\"hang\"").ProblemAsync(504, "timed-out");

        await Deadline.Until(() => server.Metric("flammable_workers_replaced_total") == 1, "another worker");
        await Deadline.Until(() => server.Metric("flammable_ready") == 1, "a worker that is ready");
        Assert.Equal("""{"result":42}""", await server.EvalAsync("21").GoodAsync());
        Assert.Contains("its worker is replaced", await server.ReadLogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_of_several_requests_are_evaluated_together()
    {
        using ServedModel server = await ServeAsync(ServedTask.Batches, "--batch-size", "4");
        Task<HttpResponseMessage> first = server.EvalAsync($"\"{_gate}\"");
        await Deadline.Until(() => server.Metric("flammable_samples_running") == 1, "a running sample");
        Task<HttpResponseMessage>[] others = [.. Enumerable.Range(0, 4).Select(i => server.EvalAsync($"{i}"))];
        await Deadline.Until(() => server.Metric("flammable_queue_length") == 4, "waiting samples");

        await OpenGateAsync();

        Assert.Equal("""{"result":1}""", await first.GoodAsync());
        foreach (Task<HttpResponseMessage> other in others)
        {
            Assert.Equal("""{"result":4}""", await other.GoodAsync());
        }

        Assert.Equal(2, server.Metric("flammable_batch_size_count"));
        Assert.Equal(5, server.Metric("flammable_samples_total"));
    }

    [Fact]
    public async Task A_task_that_reads_CSV_is_sent_it()
    {
        using ServedModel server = await ServeAsync(ServedTask.Batches, "--batch-size", "1");

        Assert.Equal("""{"results":[1,1]}""", await server.EvalAsync("1,a\r\n2,\"b, \"\"quoted\"\"\nin two lines\"\r\n", ServedModel.Csv).GoodAsync());
        Assert.Equal("""{"results":[1]}""", await server.EvalAsync("x,name\n1,a\n", "text/csv; header=present").GoodAsync());
        Assert.Equal("""{"results":[]}""", await server.EvalAsync("", ServedModel.Csv).GoodAsync());
        JsonObject refused = await server.EvalAsync("1,a\n1,a\n3\n", ServedModel.Csv).ProblemAsync(422, "sample-refused");
        Assert.Equal(2, refused["index"]!.GetValue<int>());
        Assert.Equal("A row has two fields.", refused.Detail());
        JsonObject broken = await server.EvalAsync("1,a\n2,\"b\"c\n", ServedModel.Csv).ProblemAsync(400, "bad-body");
        Assert.Equal("Line 2 is not comma-separated values.", broken.Detail());
        Assert.Contains("text/csv", await server.Socket.GetStringAsync("/v1/snapshot", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<ServedModel> ServeAsync(string code, params string[] args)
    {
        _sandbox.Code.Write(TaskCode.FileName, code);
        await _sandbox.TrainAsync();
        return await ServedModel.StartAsync(_sandbox, args);
    }

    private Task OpenGateAsync() => File.WriteAllTextAsync(_gate, "", TestContext.Current.CancellationToken);
}
