using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Flammable.Cli.Serving;

/// <summary>Reads a JSON value from each line of a body, however long the body is; empty lines are passed over.</summary>
/// <param name="reader">The body.</param>
/// <param name="limit">How many bytes a line may have.</param>
internal sealed class JsonLineReader(PipeReader reader, long limit)
{
    private bool _isSkipping;

    /// <summary>The lines, each as soon as it is there.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<JsonLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        long scanned = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellation);
            ReadOnlySequence<byte> rest = result.Buffer;
            while (rest.Slice(Math.Min(scanned, rest.Length)).PositionOf((byte)'\n') is { } end)
            {
                if (Read(rest.Slice(0, end)) is { } line)
                {
                    yield return line;
                }

                rest = rest.Slice(rest.GetPosition(1, end));
                scanned = 0;
            }

            if (result.IsCompleted)
            {
                if (Read(rest) is { } last)
                {
                    yield return last;
                }

                reader.AdvanceTo(rest.End);
                yield break;
            }

            if (rest.Length > limit)
            {
                _isSkipping = true;
                rest = rest.Slice(rest.End);
            }

            scanned = rest.Length;
            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private JsonLine? Read(in ReadOnlySequence<byte> line)
    {
        if (_isSkipping || line.Length > limit)
        {
            _isSkipping = false;
            return new JsonLine(default, Problems.TooLarge(limit, isLine: true));
        }

        if (IsEmpty(line))
        {
            return null;
        }

        try
        {
            return new JsonLine(JsonBody.OfLine(JsonText.Read(line, isLine: true)), null);
        }
        catch (ProblemException error)
        {
            return new JsonLine(default, error.Problem);
        }
    }

    private static bool IsEmpty(in ReadOnlySequence<byte> line)
    {
        foreach (ReadOnlyMemory<byte> part in line)
        {
            if (part.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
