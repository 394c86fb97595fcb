using System.Buffers;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Flammable.Errors;
using Flammable.Execution;

namespace Flammable.Serving;

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

    /// <summary>The server, as it was when the connection was made.</summary>
    public ModelServer Server => _connection.Server;

    /// <summary>Evaluates samples.</summary>
    /// <param name="samples">Numbers, texts, truth values, times, arrays and dictionaries of these.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ServerException">The server refuses all of them, does not answer, or died meanwhile.</exception>
    public Task<IReadOnlyList<EvalOutcome>> EvalAsync(IReadOnlyList<object?> samples, CancellationToken cancellation = default) =>
        EvalLinesAsync([.. samples.Select(Line)], cancellation);

    /// <summary>Evaluates samples that are JSON already.</summary>
    /// <param name="samples">A sample each, or an object with the one member <c>sample</c>; one line of UTF-8 that is not blank.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ServerException">The server refuses all of them, does not answer, or died meanwhile.</exception>
    public async Task<IReadOnlyList<EvalOutcome>> EvalLinesAsync(IReadOnlyList<ReadOnlyMemory<byte>> samples, CancellationToken cancellation = default)
    {
        var outcomes = new List<EvalOutcome>(samples.Count);
        while (outcomes.Count < samples.Count)
        {
            await SendLinesAsync(samples, outcomes, cancellation).ConfigureAwait(false);
        }

        return outcomes;
    }

    /// <summary>Evaluates samples that are rows of CSV, where the task reads them.</summary>
    /// <param name="rows">A row each, without its end of line. See RFC 4180.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="ServerException">The server takes no CSV, does not answer, or died meanwhile.</exception>
    public async Task<IReadOnlyList<EvalOutcome>> EvalRowsAsync(IReadOnlyList<string> rows, CancellationToken cancellation = default)
    {
        using HttpResponseMessage answer = await SendAsync(
            new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join("\r\n", rows) + "\r\n")), Csv, cancellation).ConfigureAwait(false);
        byte[] body = await _connection.ReadAsync(answer, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            using var document = JsonDocument.Parse(body);
            return [.. document.RootElement.GetProperty("results").EnumerateArray().Select(Good)];
        }

        ProblemDetails problem = ProblemDetails.Read(body, (int)answer.StatusCode);
        if (problem.Index is null)
        {
            await _connection.EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
        }

        return rows.Count == 1 ? [Bad(problem)] : await EvalEachRowAsync(rows, cancellation).ConfigureAwait(false);
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _connection.Dispose();

    // One sample that fails fails its request: alone, each gets its own answer.
    private async Task<IReadOnlyList<EvalOutcome>> EvalEachRowAsync(IReadOnlyList<string> rows, CancellationToken cancellation)
    {
        var outcomes = new List<EvalOutcome>(rows.Count);
        foreach (string row in rows)
        {
            outcomes.AddRange(await EvalRowsAsync([row], cancellation).ConfigureAwait(false));
        }

        return outcomes;
    }

    private async Task SendLinesAsync(IReadOnlyList<ReadOnlyMemory<byte>> samples, List<EvalOutcome> outcomes, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        int end = outcomes.Count;
        do
        {
            body.Write(samples[end].Span);
            body.Write("\n"u8);
            end++;
        }
        while (end < samples.Count && end - outcomes.Count < MaxSamples && body.WrittenCount + samples[end].Length < MaxBytes);

        using HttpResponseMessage answer = await SendAsync(new ReadOnlyMemoryContent(body.WrittenMemory), Lines, cancellation).ConfigureAwait(false);
        await _connection.EnsureGoodAsync(answer, ServerProblem.Refused, cancellation).ConfigureAwait(false);
        try
        {
            using Stream stream = await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            while (outcomes.Count < end)
            {
                string line = await reader.ReadLineAsync(cancellation).ConfigureAwait(false)
                    ?? throw new IOException("its answer ends too early.");
                outcomes.Add(Outcome(line));
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException or KeyNotFoundException)
        {
            throw _connection.Gone(error);
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpContent content, MediaTypeHeaderValue type, CancellationToken cancellation)
    {
        content.Headers.ContentType = type;
        return _connection.SendAsync(new HttpRequestMessage(HttpMethod.Post, "v1/eval") { Content = content }, cancellation);
    }

    private static ReadOnlyMemory<byte> Line(object? sample)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line))
        {
            // With its name: a bare one could itself be an object with the one member 'sample'.
            writer.WriteStartObject();
            writer.WritePropertyName("sample");
            PlainJson.Write(writer, PlainValue.Of(sample));
            writer.WriteEndObject();
        }

        return line.WrittenMemory;
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
