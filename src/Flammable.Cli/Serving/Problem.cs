using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Flammable.Cli.Serving;

/// <summary>Why a request, or a sample of it, got no result, in the form of RFC 9457.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Kind">What clients tell it by, where the status alone does not say; <see langword="null"/> where it does.</param>
/// <param name="Title">What every problem of the kind is called.</param>
/// <param name="Detail">What has happened to this one, in words that a client may read.</param>
internal sealed record Problem(int Status, string? Kind, string Title, string Detail)
{
    /// <summary>The media type of one.</summary>
    public const string MediaType = "application/problem+json";

    private const string KindPrefix = "urn:flammable:problem:";

    /// <summary>Where the sample stands that the problem is of, counted from 0; <see langword="null"/> where it is of the whole request.</summary>
    public int? Index { get; init; }

    /// <summary>A header that goes with the status, such as <c>Allow</c> with 405.</summary>
    public KeyValuePair<string, string>? Header { get; init; }

    /// <summary>A problem that is told by its status alone.</summary>
    public static Problem Of(int status, string detail) => new(status, null, ReasonPhrases.GetReasonPhrase(status), detail);

    public Problem WithHeader(string name, string value) => this with { Header = new(name, value) };

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, Kind is null ? "about:blank" : KindPrefix + Kind);
        writer.WriteString("title"u8, Title);
        writer.WriteNumber("status"u8, Status);
        writer.WriteString("detail"u8, Detail);
        if (Index is { } index)
        {
            writer.WriteNumber("index"u8, index);
        }

        writer.WriteEndObject();
    }
}
