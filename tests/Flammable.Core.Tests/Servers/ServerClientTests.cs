using System.Text;
using Flammable.Errors;
using Flammable.Servers;
using Flammable.Tests.Fixtures;

namespace Flammable.Tests.Servers;

public sealed class ServerClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<StubRequest> _requests = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Many_samples_are_answered_in_their_order_over_several_requests()
    {
        using StubServer stub = Echo();

        IReadOnlyList<EvalOutcome> outcomes = await EvalAsync(stub, [.. Enumerable.Range(0, 1300).Select(number => (object?)number)]);

        Assert.Equal(Enumerable.Range(0, 1300).Select(number => (double)number), outcomes.Select(outcome => (double)outcome.Result!));
        Assert.True(_requests.Count > 1, "one request");
        Assert.All(_requests, request => Assert.StartsWith("application/x-ndjson", request.ContentType, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Values_of_every_kind_go_there_and_back()
    {
        using StubServer stub = Echo();
        object?[] samples =
        [
            null, true, "tür\n\"x\"", 1.5, double.NaN, new[] { 1.0, 2.0 }, Array.Empty<object?>(),
            new Dictionary<string, object?> { ["sample"] = 1.0, ["deep"] = new object?[] { "a", null } },
        ];

        IReadOnlyList<EvalOutcome> outcomes = await EvalAsync(stub, samples);

        Assert.Equal([null, true, "tür\n\"x\"", 1.5, "NaN"], outcomes.Take(5).Select(outcome => outcome.Result));
        Assert.Equal([1.0, 2.0], Assert.IsType<double[]>(outcomes[5].Result));
        Assert.Empty(Assert.IsType<object?[]>(outcomes[6].Result));
        Assert.Equal("""{"sample":1,"deep":["a",null]}""", Encoding.UTF8.GetString(outcomes[7].Json.Span));
    }

    [Fact]
    public async Task A_sample_that_fails_is_an_outcome_among_others()
    {
        using StubServer stub = new(_folder, request => StubAnswer.Of(request.Lines.Select(line => line.Contains('2')
            ? """{"error":{"title":"Unprocessable","detail":"Two is no sample.","status":422}}"""
            : """{"result":1}""")));

        IReadOnlyList<EvalOutcome> outcomes = await EvalAsync(stub, [1, 2, 3]);

        Assert.Equal([null, "Two is no sample.", null], outcomes.Select(outcome => outcome.Error));
        Assert.Equal([200, 422, 200], outcomes.Select(outcome => outcome.Status));
        Assert.Null(outcomes[1].Result);
    }

    [Fact]
    public async Task Large_samples_go_alone()
    {
        using StubServer stub = Echo();
        object?[] samples = [.. Enumerable.Range(0, 4).Select(number => new string((char)('a' + number), 300_000))];

        IReadOnlyList<EvalOutcome> outcomes = await EvalAsync(stub, samples);

        Assert.Equal(samples, outcomes.Select(outcome => outcome.Result));
        Assert.Equal(4, _requests.Count);
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_is_dead()
    {
        using StubServer stub = new(_folder, _ => null);

        var error = await Assert.ThrowsAsync<ServerException>(() => EvalAsync(stub, [1]));

        Assert.Equal((ServerProblem.Dead, stub.Server.Id), (error.Problem, error.Server));
    }

    [Fact]
    public async Task A_server_that_was_gone_before_is_dead()
    {
        StubServer stub = Echo();
        using ServerClient client = _folder.Registry().OpenClient(stub.Server);
        stub.Dispose();

        var error = await Assert.ThrowsAsync<ServerException>(() => client.EvalAsync([1], TestContext.Current.CancellationToken));

        Assert.Equal(ServerProblem.Dead, error.Problem);
    }

    [Fact]
    public async Task An_answer_with_too_few_lines_is_none()
    {
        using StubServer stub = new(_folder, _ => StubAnswer.Of(["""{"result":1}"""]));

        var error = await Assert.ThrowsAsync<ServerException>(() => EvalAsync(stub, [1, 2]));

        Assert.Equal(ServerProblem.NotAnswering, error.Problem);
    }

    [Fact]
    public async Task A_server_that_refuses_the_whole_request_says_why()
    {
        using StubServer stub = new(_folder, _ => new StubAnswer("""{"title":"Service Unavailable","detail":"The server ends."}""", 503));

        var error = await Assert.ThrowsAsync<ServerException>(() => EvalAsync(stub, [1]));

        Assert.Equal(ServerProblem.Refused, error.Problem);
        Assert.EndsWith("The server ends.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wait_for_an_answer_can_be_cancelled()
    {
        using var asked = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        using StubServer stub = new(_folder, _ =>
        {
            asked.Release();
            gate.Wait();
            return null;
        });
        using ServerClient client = _folder.Registry().OpenClient(stub.Server);
        using var cancellation = new CancellationTokenSource();
        Task eval = client.EvalAsync([1], cancellation.Token);
        await asked.WaitAsync(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => eval);
        gate.Set();
    }

    private StubServer Echo() => new(_folder, request =>
    {
        lock (_requests)
        {
            _requests.Add(request);
        }

        return StubAnswer.Echo(request);
    });

    private async Task<IReadOnlyList<EvalOutcome>> EvalAsync(StubServer stub, IReadOnlyList<object?> samples)
    {
        using ServerClient client = _folder.Registry().OpenClient(stub.Server);
        return await client.EvalAsync(samples, TestContext.Current.CancellationToken);
    }
}
