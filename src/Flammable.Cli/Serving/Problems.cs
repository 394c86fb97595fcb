using System.Globalization;
using System.Text.Json;
using Flammable.Errors;
using Flammable.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Flammable.Cli.Serving;

/// <summary>The problems that a client can be told.</summary>
internal static class Problems
{
    private const string SoonAgain = "1";
    private const string Broken = "The body ended before its end, or is not as its headers say.";

    /// <summary>The token is missing, or is not the server's.</summary>
    /// <param name="isGiven">Whether there is one. See RFC 6750, section 3.</param>
    public static Problem Unauthorized(bool isGiven) => Problem
        .Of(StatusCodes.Status401Unauthorized, isGiven
            ? "The token is not the one of this server."
            : "Send the server's token: 'Authorization: Bearer TOKEN'.")
        .WithHeader(HeaderNames.WWWAuthenticate, isGiven ? "Bearer error=\"invalid_token\"" : "Bearer");

    public static Problem NotFound() => Problem.Of(StatusCodes.Status404NotFound, "There is nothing here. GET /openapi.json tells what there is.");

    public static Problem MethodNotAllowed() => Problem.Of(StatusCodes.Status405MethodNotAllowed, "The header Allow tells the methods that there are here.");

    /// <summary>A body is not what its type says.</summary>
    public static Problem BadBody(string detail) => new(StatusCodes.Status400BadRequest, "bad-body", "The body cannot be read", detail);

    /// <summary>A body, or a line of one, is not JSON.</summary>
    /// <param name="error">Why.</param>
    /// <param name="isLine">Whether it is one line of several.</param>
    public static Problem NotJson(JsonException error, bool isLine)
    {
        if (error.LineNumber is null)
        {
            return BadBody("An object in it has two members of the same name.");
        }

        string where = isLine
            ? string.Create(CultureInfo.InvariantCulture, $"at byte {error.BytePositionInLine + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"in line {error.LineNumber + 1}, at byte {error.BytePositionInLine + 1}");
        return new(StatusCodes.Status400BadRequest, "not-json", "The body is not JSON", $"{(isLine ? "The line" : "The body")} is not JSON {where}: {Reason(error)}");
    }

    public static Problem TooLarge(long limit, bool isLine = false) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge,
        $"{(isLine ? "The line" : "The body")} is longer than {ByteSize.Text(limit)}.");

    public static Problem UnsupportedMediaType(bool readsCsv) => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType,
        $"Send a 'Content-Type' of these, in UTF-8 and not compressed: {string.Join(", ", BodyFormats.Accepted(readsCsv))}.");

    public static Problem NotReady() => Stopping("The server has no worker that could answer.");

    public static Problem Stopping(string detail) =>
        new Problem(StatusCodes.Status503ServiceUnavailable, "stopping", "The server cannot answer now", detail).WithHeader(HeaderNames.RetryAfter, SoonAgain);

    public static Problem Unexpected() =>
        Problem.Of(StatusCodes.Status500InternalServerError, "Something went wrong in the server; its log tells what.");

    /// <summary>What the web server says of a request that it could not read on.</summary>
    /// <param name="error">Why; of some bodies it says no status.</param>
    public static Problem Of(IOException error) => (error as BadHttpRequestException)?.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => Problem.Of(StatusCodes.Status408RequestTimeout, "The body came too slowly."),
        StatusCodes.Status413PayloadTooLarge => Problem.Of(StatusCodes.Status413PayloadTooLarge, "The request is too large."),
        int status => Problem.Of(status, Broken),
        null => Problem.Of(StatusCodes.Status400BadRequest, Broken),
    };

    /// <summary>What the web server makes of bytes that are no request.</summary>
    public static Problem Unreadable(int status) => Problem.Of(status, status switch
    {
        StatusCodes.Status405MethodNotAllowed => "There is nothing to do for a server as a whole.",
        StatusCodes.Status408RequestTimeout => "The head of the request came too slowly.",
        StatusCodes.Status414UriTooLong => "The first line of the request is too long.",
        StatusCodes.Status431RequestHeaderFieldsTooLarge => "The headers of the request are too many or too long.",
        StatusCodes.Status505HttpVersionNotsupported => "The request is of another version than HTTP 1.1.",
        _ => "What came is no request of HTTP 1.1.",
    });

    /// <summary>Why a sample has no result.</summary>
    public static Problem Of(ServingException error) => error.Problem switch
    {
        ServingProblem.QueueFull => new Problem(StatusCodes.Status503ServiceUnavailable, "queue-full", "Too many samples wait", error.Message)
            .WithHeader(HeaderNames.RetryAfter, SoonAgain),
        ServingProblem.TimedOut => new(StatusCodes.Status504GatewayTimeout, "timed-out", "The answer took too long", error.Message),
        ServingProblem.SampleRefused => new(StatusCodes.Status422UnprocessableEntity, "sample-refused", "The sample is none for this model", error.Message),
        ServingProblem.TaskFailed => new(
            StatusCodes.Status500InternalServerError, "task-failed", "The task failed", "The task failed on this sample; the server's log tells why."),
        _ => Stopping(error.Message),
    };

    private static string Reason(JsonException error)
    {
        int end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = end < 0 ? error.Message : error.Message[..end];

        // What the framework says to who calls it is nothing to a client.
        return reason.StartsWith("The input does not contain any", StringComparison.Ordinal)
            ? "There is nothing in it."
            : reason.Replace(" Change the reader options.", "", StringComparison.Ordinal);
    }
}
