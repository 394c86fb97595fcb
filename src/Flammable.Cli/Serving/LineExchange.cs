using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Threading.Channels;
using Flammable.Errors;
using Flammable.Serving;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Flammable.Cli.Serving;

/// <summary>Answers a body of lines while it comes: a line for each, in their order, with so many on their way and no more.</summary>
/// <param name="host">The model.</param>
/// <param name="context">The request.</param>
/// <param name="answeredBy">Names the snapshot in the answer's head: the one that is served when it begins.</param>
/// <param name="metrics">Counts the samples.</param>
/// <param name="window">How many samples are on their way at most.</param>
/// <param name="limit">How many bytes a line may have.</param>
internal sealed class LineExchange(ModelHost host, HttpContext context, AnsweredBy answeredBy, ServerMetrics metrics, int window, long limit)
{
    private const int FlushAt = 32 * 1024;

    // How long a client may take to see that its answer has ended, and to end its body.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Channel<Task<EvalAnswer>> _pending = Channel.CreateBounded<Task<EvalAnswer>>(
        new BoundedChannelOptions(window) { SingleReader = true, SingleWriter = true });

    private long _unflushed;

    public async Task RunAsync(CancellationToken stopping)
    {
        // A line may come now and then, for as long as the client likes.
        context.Features.Get<IHttpMinRequestBodyDataRateFeature>()!.MinDataRate = null;
        context.Response.ContentType = "application/x-ndjson";
        answeredBy.Tell(context.Response, host.Snapshot);

        // Read first: a client that waits for '100 Continue' is told so only as long as the answer has not begun.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        Task reading = ReadAsync(stopping, end.Token);
        try
        {
            await context.Response.StartAsync(context.RequestAborted);
            await WriteAsync(end.Token);
        }
        finally
        {
            await end.CancelAsync();
            await reading;
        }

        if (stopping.IsCancellationRequested)
        {
            await CloseAsync();
        }
    }

    // The web server would wait for the rest of the body for as long as it may take to stop.
    private async Task CloseAsync()
    {
        await context.Response.CompleteAsync();
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            PipeReader body = context.Request.BodyReader;
            for (bool isCompleted = false; !isCompleted;)
            {
                ReadResult rest = await body.ReadAsync(patience.Token);
                isCompleted = rest.IsCompleted;
                body.AdvanceTo(rest.Buffer.End);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task ReadAsync(CancellationToken stopping, CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, end);
        ChannelWriter<Task<EvalAnswer>> pending = _pending.Writer;
        try
        {
            await foreach (JsonLine line in new JsonLineReader(context.Request.BodyReader, limit).ReadAsync(either.Token))
            {
                await pending.WriteAsync(line.Problem is null
                    ? host.EvalStreamedAsync(line.Sample, end)
                    : Task.FromException<EvalAnswer>(new ProblemException(line.Problem)), end);
            }

            pending.Complete();
        }
        catch (Exception error)
        {
            // What was read before is answered; the last line tells why no more was.
            pending.Complete(error is OperationCanceledException && !end.IsCancellationRequested
                ? new ProblemException(Problems.Stopping("The server ends; the lines from here on are not evaluated."))
                : error);
        }
    }

    private async Task WriteAsync(CancellationToken end)
    {
        try
        {
            await foreach (Task<EvalAnswer> answer in _pending.Reader.ReadAllAsync(end))
            {
                if (_unflushed > 0 && !answer.IsCompleted)
                {
                    await FlushAsync(end);
                }

                await WriteAsync(answer);
                if (_unflushed >= FlushAt || (_unflushed > 0 && _pending.Reader.Count == 0))
                {
                    await FlushAsync(end);
                }
            }
        }
        catch (Exception error) when (error is ProblemException or (IOException and not ConnectionResetException) && !end.IsCancellationRequested)
        {
            if (error is IOException)
            {
                SpoiltConnection.Close(context);
            }

            Write((error as ProblemException)?.Problem ?? Problems.Of((IOException)error));
        }

        await FlushAsync(end);
    }

    private async ValueTask WriteAsync(Task<EvalAnswer> answer)
    {
        try
        {
            byte[] json = (await answer).Json;
            metrics.CountSamples(1);
            IBufferWriter<byte> body = context.Response.BodyWriter;
            body.Write("{\"result\":"u8);
            body.Write(json);
            body.Write("}\n"u8);
            _unflushed += json.Length;
        }
        catch (ServingException error)
        {
            Write(Problems.Of(error));
        }
        catch (ProblemException error)
        {
            Write(error.Problem);
        }
    }

    private void Write(Problem problem)
    {
        IBufferWriter<byte> body = context.Response.BodyWriter;
        using (var writer = new Utf8JsonWriter(body, Answer.Format))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("error"u8);
            problem.Write(writer);
            writer.WriteEndObject();
        }

        body.Write("\n"u8);
        _unflushed++;
    }

    private async ValueTask FlushAsync(CancellationToken end)
    {
        _unflushed = 0;
        await context.Response.BodyWriter.FlushAsync(end);
    }
}
