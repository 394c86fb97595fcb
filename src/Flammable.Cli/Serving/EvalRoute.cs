using System.Buffers;
using System.Text.Json;
using Flammable.Serving;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>The route that evaluates samples.</summary>
/// <param name="host">The model.</param>
/// <param name="limit">How many bytes a body, or a line of one, may have.</param>
/// <param name="metrics">Counts the samples.</param>
/// <param name="stopping">Cancelled when the server takes no more.</param>
internal sealed class EvalRoute(ModelHost host, long limit, ServerMetrics metrics, CancellationToken stopping)
{
    private const string ArrayHint =
        ". A bare array is an array of samples; where it is meant as one sample, send it as {\"sample\": [...]}.";

    private static readonly ReadOnlyMemory<byte> ResultBegin = "{\"result\":"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> ResultEnd = "}"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> ResultsBegin = "{\"results\":["u8.ToArray();
    private static readonly ReadOnlyMemory<byte> ResultsEnd = "]}"u8.ToArray();

    private readonly AnsweredBy _answeredBy = new();
    private readonly int _window = EvalWindow.Of(host.Options);

    public Task InvokeAsync(HttpContext context) => BodyFormats.Of(context.Request) switch
    {
        BodyFormat.Json => EvalJsonAsync(context),
        BodyFormat.JsonLines => new LineExchange(host, context, _answeredBy, metrics, _window, limit).RunAsync(stopping),
        BodyFormat.Csv when host.ReadsCsv => EvalCsvAsync(context, hasHeader: false),
        BodyFormat.CsvWithHeader when host.ReadsCsv => EvalCsvAsync(context, hasHeader: true),
        _ => throw new ProblemException(Problems.UnsupportedMediaType(host.ReadsCsv)),
    };

    private async Task EvalJsonAsync(HttpContext context)
    {
        JsonBody body = JsonBody.Of(await RequestBody.ReadAsync(context.Request, limit, static bytes => JsonText.Read(bytes)));
        if (body.Shape != JsonBodyShape.One)
        {
            await EvalAllAsync<JsonElement>(context, body.Samples.EnumerateArray(), host.EvalAsync, body.Shape);
            return;
        }

        EvalAnswer answer = await host.EvalAsync(body.Samples, waitForRoom: false, context.RequestAborted);
        metrics.CountSamples(1);
        _answeredBy.Tell(context.Response, answer.Snapshot);
        await Answer.WriteAsync(context, ResultBegin, answer.Json, ResultEnd);
    }

    private async Task EvalCsvAsync(HttpContext context, bool hasHeader)
    {
        byte[] body = await RequestBody.ReadAsync(context.Request, limit, static bytes => bytes.ToArray());
        await EvalAllAsync(context, CsvLines.Read(body, hasHeader), host.EvalAsync, JsonBodyShape.Several);
    }

    private async Task EvalAllAsync<TSample>(
        HttpContext context, IEnumerable<TSample> samples, Func<TSample, bool, CancellationToken, Task<EvalAnswer>> eval, JsonBodyShape shape)
    {
        var answers = new Answers<TSample>(eval, _window);
        try
        {
            await answers.RunAsync(samples, context.RequestAborted);
        }
        catch (ProblemException error) when (
            shape == JsonBodyShape.BareArray && error.Problem is { Status: StatusCodes.Status422UnprocessableEntity, Index: 0 } problem)
        {
            throw new ProblemException(problem with { Detail = problem.Detail.TrimEnd('.') + ArrayHint });
        }
        finally
        {
            metrics.CountSamples(answers.Count);
        }

        if (answers.Snapshots.Count == 0)
        {
            answers.Snapshots.Add(host.Snapshot);
        }

        _answeredBy.Tell(context.Response, [.. answers.Snapshots]);
        await Answer.WriteAsync(context, ResultsBegin, answers.Results, ResultsEnd);
    }
}
