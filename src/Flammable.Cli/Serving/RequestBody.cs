using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Flammable.Cli.Serving;

/// <summary>The body of a request that is read as a whole.</summary>
internal static class RequestBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="read">Makes something of the bytes, which are gone afterwards.</param>
    /// <exception cref="ProblemException">It is longer.</exception>
    /// <exception cref="BadHttpRequestException">It comes too slowly, or ends too early.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, long limit, Func<ReadOnlySequence<byte>, T> read)
    {
        if (request.ContentLength > limit)
        {
            throw new ProblemException(Problems.TooLarge(limit));
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> bytes = result.Buffer;
            if (bytes.Length > limit)
            {
                reader.AdvanceTo(bytes.End);
                throw new ProblemException(Problems.TooLarge(limit));
            }

            if (result.IsCompleted)
            {
                try
                {
                    return read(bytes);
                }
                finally
                {
                    reader.AdvanceTo(bytes.End);
                }
            }

            reader.AdvanceTo(bytes.Start, bytes.End);
        }
    }
}
