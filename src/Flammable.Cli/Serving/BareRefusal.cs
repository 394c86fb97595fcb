using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Flammable.Cli.Serving;

/// <summary>An answer that the web server gives by itself to what is no request: a status, and no body that says why.</summary>
internal static class BareRefusal
{
    private static ReadOnlySpan<byte> Version => "HTTP/1.1 "u8;

    // Answers of the routes have a body, and a length of their own.
    private static ReadOnlySpan<byte> NoBody => "\r\nContent-Length: 0\r\nConnection: close\r\n"u8;

    /// <summary>The same answer with a problem for its body; <see langword="null"/> where it is none of these.</summary>
    /// <param name="answer">What is written to the client.</param>
    public static byte[]? Explain(ReadOnlySpan<byte> answer)
    {
        if (!answer.StartsWith(Version) || !Utf8Parser.TryParse(answer[Version.Length..], out int status, out _) || status < 400)
        {
            return null;
        }

        int noBody = answer.IndexOf(NoBody);
        if (noBody < 0 || !answer.EndsWith("\r\n\r\n"u8))
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body, Answer.Format))
        {
            Problems.Unreadable(status).Write(writer);
        }

        string headers = $"\r\nContent-Length: {body.WrittenCount}\r\nConnection: close\r\nContent-Type: {Problem.MediaType}\r\nCache-Control: no-store\r\n";
        return [.. answer[..noBody], .. Encoding.ASCII.GetBytes(headers), .. answer[(noBody + NoBody.Length)..], .. body.WrittenSpan];
    }
}
