using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Servers;

/// <summary>Sends samples to a server and takes its predictions. Use it from one thread at a time.</summary>
public sealed class ServerClient : IDisposable
{
    // A server that answers while it reads waits for a client that reads only when it has sent all: so much fits between them.
    private const int MaxBytes = 1 << 19;
    private const int MaxSamples = 512;

    private static readonly MediaTypeHeaderValue Lines = new("application/x-ndjson");
    private static readonly MediaTypeHeaderValue Csv = new("text/csv", "utf-8");

    private readonly ServerConnection _connection;

    internal ServerClient(ServerConnection connection) => _connection = connection;

    /// <summary>Evaluates samples.</summary>
    /// <param name="samples">Numbers, texts, truth values, times, arrays and dictionaries of these.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ServerException">The server refuses all of them, does not answer, or died meanwhile.</exception>
    public Task<IReadOnlyList<EvalOutcome>> EvalAsync(IReadOnlyList<object?> samples, CancellationToken cancellation = default) =>
        EvalLinesAsync(
            [.. samples.Select(sample => NamedSample.Line(writer => PlainJson.Write(writer, PlainValue.Of(sample))))], cancellation);

    /// <summary>Evaluates all samples of a file or a stream, and writes a prediction each, in their order; <c>null</c> where there is none.</summary>
    /// <param name="source">The samples.</param>
    /// <param name="target">Takes the predictions.</param>
    /// <param name="failed">Told of each sample without a prediction: where it stands, as <c>line 7</c>, and why.</param>
    /// <param name="cancellation">Ends the evaluation; a file does not appear then.</param>
    /// <returns>How many samples there were.</returns>
    /// <exception cref="ServerException">The server refuses all of them, does not answer, or died meanwhile.</exception>
    /// <exception cref="SampleFileException">The file is not of its format.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<long> EvalFileAsync(
        SampleSource source, PredictionTarget target, Action<string, EvalOutcome> failed, CancellationToken cancellation = default)
    {
        var transfer = new SampleTransfer(
            samples => source.IsCsv ? EvalRowsAsync(samples, cancellation) : EvalLinesAsync(samples, cancellation), failed);
        return await target.WriteAsync(source.Path, writer => transfer.RunAsync(source.Read(), writer, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _connection.Dispose();

    // Each is one line of UTF-8 that is not blank: a sample, or an object with the one member 'sample'.
    private async Task<IReadOnlyList<EvalOutcome>> EvalLinesAsync(IReadOnlyList<ReadOnlyMemory<byte>> samples, CancellationToken cancellation)
    {
        var outcomes = new List<EvalOutcome>(samples.Count);
        while (outcomes.Count < samples.Count)
        {
            (ReadOnlyMemory<byte> body, int count) = Body(samples, outcomes.Count);
            await SendLinesAsync(body, count, outcomes, cancellation).ConfigureAwait(false);
        }

        return outcomes;
    }

    // Each is a row of UTF-8 without its end of line. See RFC 4180.
    private async Task<IReadOnlyList<EvalOutcome>> EvalRowsAsync(IReadOnlyList<ReadOnlyMemory<byte>> rows, CancellationToken cancellation)
    {
        var outcomes = new List<EvalOutcome>(rows.Count);
        while (outcomes.Count < rows.Count)
        {
            (ReadOnlyMemory<byte> body, int count) = Body(rows, outcomes.Count);
            outcomes.AddRange(await SendRowsAsync(body, count, cancellation).ConfigureAwait(false)
                ?? await SendEachRowAsync(rows.Skip(outcomes.Count).Take(count), cancellation).ConfigureAwait(false));
        }

        return outcomes;
    }

    private static (ReadOnlyMemory<byte> Body, int Count) Body(IReadOnlyList<ReadOnlyMemory<byte>> samples, int start)
    {
        var body = new ArrayBufferWriter<byte>();
        int end = start;
        do
        {
            body.Write(samples[end++].Span);
            body.Write("\n"u8);
        }
        while (end < samples.Count && end - start < MaxSamples && body.WrittenCount + samples[end].Length < MaxBytes);

        return (body.WrittenMemory, end - start);
    }

    private async Task SendLinesAsync(ReadOnlyMemory<byte> body, int count, List<EvalOutcome> outcomes, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(body, Lines, cancellation).ConfigureAwait(false);
        await _connection.EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
        try
        {
            using Stream stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            for (int end = outcomes.Count + count; outcomes.Count < end;)
            {
                string line = await reader.ReadLineAsync(cancellation).ConfigureAwait(false)
                    ?? throw new IOException("its answer ends too early.");
                outcomes.Add(Outcome(line));
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or KeyNotFoundException)
        {
            throw await _connection.GoneAsync(error).ConfigureAwait(false);
        }
    }

    // One sample that fails fails its request: null then, unless it was the only one.
    private async Task<IReadOnlyList<EvalOutcome>?> SendRowsAsync(ReadOnlyMemory<byte> body, int count, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await SendAsync(body, Csv, cancellation).ConfigureAwait(false);
        byte[] content = await _connection.ReadAsync(answer, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            using var document = JsonDocument.Parse(content);
            EvalOutcome[] results = [.. document.RootElement.GetProperty("results").EnumerateArray().Select(Good)];
            return results.Length == count
                ? results
                : throw await _connection.GoneAsync(new IOException($"it answers {count} rows with {results.Length} results.")).ConfigureAwait(false);
        }

        ProblemDetails problem = ProblemDetails.Read(content, (int)answer.StatusCode);
        if (problem is { Index: null, Status: not 400 })
        {
            await _connection.EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
        }

        return count == 1 ? [Bad(problem)] : null;
    }

    private async Task<IReadOnlyList<EvalOutcome>> SendEachRowAsync(IEnumerable<ReadOnlyMemory<byte>> rows, CancellationToken cancellation)
    {
        var outcomes = new List<EvalOutcome>();
        foreach (ReadOnlyMemory<byte> row in rows)
        {
            outcomes.AddRange((await SendRowsAsync(Body([row], 0).Body, 1, cancellation).ConfigureAwait(false))!);
        }

        return outcomes;
    }

    private Task<HttpResponseMessage> SendAsync(ReadOnlyMemory<byte> body, MediaTypeHeaderValue type, CancellationToken cancellation)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = type;
        return _connection.SendAsync(new HttpRequestMessage(HttpMethod.Post, "v1/eval") { Content = content }, cancellation);
    }

    private static EvalOutcome Outcome(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.TryGetProperty("error", out JsonElement error)
            ? Bad(ProblemDetails.Read(error, 500))
            : Good(document.RootElement.GetProperty("result"));
    }

    private static EvalOutcome Good(JsonElement result) => new() { Json = JsonMarshal.GetRawUtf8Value(result).ToArray() };

    private static EvalOutcome Bad(ProblemDetails problem) => new() { Error = problem.Text, Status = problem.Status };
}
