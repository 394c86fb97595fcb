using System.Text;
using System.Text.Json.Nodes;
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

    [Fact]
    public async Task A_file_of_lines_becomes_a_file_of_lines()
    {
        string input = _folder.Write("in.jsonl", "\uFEFF1\n\n[1, 2]\r\n{\"a\": \"ü\"}");

        (long count, string[] failed) = await EvalFileAsync(Echo(), input, _folder.At("out.jsonl"));

        Assert.Equal(3, count);
        Assert.Empty(failed);
        Assert.Equal("1\n[1, 2]\n{\"a\": \"ü\"}\n", File.ReadAllText(_folder.At("out.jsonl")));
    }

    [Fact]
    public async Task An_array_becomes_an_array()
    {
        string input = _folder.Write("in.json", """
            [ 1,
              { "sample": [1,
                2] } ]
            """);

        await EvalFileAsync(Echo(), input, _folder.At("out.json"));

        Assert.Equal("""[1,{"sample":[1,2]}]""", JsonNode.Parse(File.ReadAllText(_folder.At("out.json")))!.ToJsonString());
    }

    [Fact]
    public async Task An_empty_array_becomes_an_empty_array()
    {
        await EvalFileAsync(Echo(), _folder.Write("in.json", "[]"), _folder.At("out.json"));

        Assert.Equal("[]\n", File.ReadAllText(_folder.At("out.json")));
    }

    [Fact]
    public async Task A_sample_that_fails_is_named_and_keeps_its_place()
    {
        using StubServer stub = new(_folder, request => StubAnswer.Of(request.Lines.Select(line => line == "2"
            ? """{"error":{"title":"Unprocessable","detail":"No.","status":422}}"""
            : $$"""{"result":{{line}}}""")));

        (long count, string[] failed) = await EvalFileAsync(stub, _folder.Write("in.ndjson", "1\n\n2\n3\n"), _folder.At("out.txt"));

        Assert.Equal(3, count);
        Assert.Equal(["line 3: No."], failed);
        Assert.Equal("1\nnull\n3\n", File.ReadAllText(_folder.At("out.txt")));
    }

    [Fact]
    public async Task Rows_of_csv_go_over_lines_and_one_that_fails_does_not_take_the_others_with_it()
    {
        using StubServer stub = new(_folder, request => request.Body.Contains("bad", StringComparison.Ordinal)
            ? new StubAnswer("""{"title":"Unprocessable","detail":"Bad.","status":422,"index":1}""", 422)
            : new StubAnswer($$"""{"results":[{{string.Join(',', Rows(request.Body).Select(row => System.Text.Json.JsonSerializer.Serialize(row)))}}]}"""));

        (long count, string[] failed) = await EvalFileAsync(
            stub, _folder.Write("in.csv", "1,\"a\nb\"\r\n\r\nbad,2\n3,\"\"\"x\"\"\""), _folder.At("out.json"));

        Assert.Equal(3, count);
        Assert.Equal(["line 4: Bad."], failed);
        Assert.Equal(
            ["1,\"a\nb\"", null, "3,\"\"\"x\"\"\""],
            JsonNode.Parse(File.ReadAllText(_folder.At("out.json")))!.AsArray().Select(item => item?.GetValue<string>()));
    }

    [Theory]
    [InlineData("in.json", "{}", "it is not an array")]
    [InlineData("in.json", "[1,", "LineNumber: 0")]
    [InlineData("in.jsonl", "\u00ff", "it is not UTF-8")]
    public async Task A_file_that_is_not_of_its_format_is_refused_and_nothing_appears(string name, string content, string reason)
    {
        string input = _folder.At(name);
        File.WriteAllText(input, content, Encoding.Latin1);

        var error = await Assert.ThrowsAsync<SampleFileException>(() => EvalFileAsync(Echo(), input, _folder.At("out.json")));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(input, error.Path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, "*out*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path, ".flam*"));
    }

    [Fact]
    public void A_name_that_says_no_format_is_refused() =>
        Assert.Throws<SampleFileException>(() => SampleSource.OfFile(_folder.At("samples.txt")));

    [Fact]
    public async Task Nothing_appears_where_the_server_dies_in_between()
    {
        int requests = 0;
        using StubServer stub = new(_folder, request => Interlocked.Increment(ref requests) > 2 ? null : EchoOf(request));
        string input = _folder.Write("in.jsonl", string.Concat(Enumerable.Range(0, 5000).Select(number => $"{number}\n")));

        var error = await Assert.ThrowsAsync<ServerException>(() => EvalFileAsync(stub, input, _folder.At("out.jsonl")));

        Assert.Equal(ServerProblem.Dead, error.Problem);
        Assert.False(File.Exists(_folder.At("out.jsonl")));
        Until.True(
            () => Record.Exception(() => new FileStream(input, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose()) is null, "the samples' file is let go");
    }

    private static StubAnswer EchoOf(StubRequest request) => StubAnswer.Of(request.Lines.Select(line =>
        $$"""{"result":{{(line.StartsWith("""{"sample":""", StringComparison.Ordinal) ? line["""{"sample":""".Length..^1] : line)}}}"""));

    // What the rows are is told by the quotes alone.
    private static IEnumerable<string> Rows(string body)
    {
        string row = "";
        foreach (string line in body.Split('\n').SkipLast(1))
        {
            row = row.Length > 0 ? $"{row}\n{line}" : line;
            if (row.Count(c => c == '"') % 2 == 0)
            {
                yield return row;
                row = "";
            }
        }
    }

    private StubServer Echo() => new(_folder, request =>
    {
        lock (_requests)
        {
            _requests.Add(request);
        }

        return EchoOf(request);
    });

    private async Task<IReadOnlyList<EvalOutcome>> EvalAsync(StubServer stub, IReadOnlyList<object?> samples)
    {
        using ServerClient client = _folder.Registry().OpenClient(stub.Server);
        return await client.EvalAsync(samples, TestContext.Current.CancellationToken);
    }

    private async Task<(long Count, string[] Failed)> EvalFileAsync(StubServer stub, string input, string output)
    {
        using (stub)
        {
            using ServerClient client = _folder.Registry().OpenClient(stub.Server);
            var failed = new List<string>();
            long count = await client.EvalFileAsync(
                SampleSource.OfFile(input),
                PredictionTarget.OfFile(output),
                (sample, outcome) => failed.Add($"{sample}: {outcome.Error}"),
                TestContext.Current.CancellationToken);
            return (count, [.. failed]);
        }
    }
}
