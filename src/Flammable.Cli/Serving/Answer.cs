using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>Whole answers of JSON.</summary>
internal static class Answer
{
    private const string Json = "application/json";

    /// <summary>Plain texts: what browsers might take for HTML is escaped by default, and no answer here is HTML.</summary>
    public static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an answer that stands between two pieces of text.</summary>
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> after)
    {
        HttpResponse response = context.Response;
        response.ContentType = Json;
        response.ContentLength = before.Length + json.Length + after.Length;
        response.BodyWriter.Write(before.Span);
        response.BodyWriter.Write(json.Span);
        response.BodyWriter.Write(after.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        HttpResponse response = context.Response;
        string? allow = response.Headers.Allow;
        response.Clear();
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        if (allow is not null)
        {
            response.Headers.Allow = allow;
        }

        if (problem.Header is { } header)
        {
            response.Headers[header.Key] = header.Value;
        }

        return WriteAsync(context, Problem.MediaType, problem.Write);
    }

    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write) => WriteAsync(context, Json, write);

    private static async Task WriteAsync(HttpContext context, string mediaType, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Format))
        {
            write(writer);
        }

        context.Response.ContentType = mediaType;
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }
}
