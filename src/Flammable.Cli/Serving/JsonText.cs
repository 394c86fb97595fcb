using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Flammable.Cli.Serving;

/// <summary>JSON as clients send it.</summary>
internal static class JsonText
{
    // Two members of one name: which of them is meant is known to nobody.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads one value; it lives on when the bytes are gone.</summary>
    /// <param name="bytes">The whole text.</param>
    /// <param name="isLine">Whether the text is one line of several.</param>
    /// <exception cref="ProblemException">It is not JSON.</exception>
    public static JsonElement Read(in ReadOnlySequence<byte> bytes, bool isLine = false)
    {
        ReadOnlySpan<byte> text = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (text.StartsWith(ByteOrderMark))
        {
            text = text[ByteOrderMark.Length..];
        }

        if (!Utf8.IsValid(text))
        {
            throw new ProblemException(Problems.BadBody("It is not UTF-8."));
        }

        try
        {
            if (text.Contains((byte)'\\'))
            {
                EnsureTexts(text);
            }

            return JsonElement.Parse(text, Strict);
        }
        catch (JsonException error)
        {
            throw new ProblemException(Problems.NotJson(error, isLine));
        }
    }

    // Half of a surrogate pair, written as an escape, is JSON, but no text; else it would fail in the task that reads it.
    private static void EnsureTexts(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
            {
                try
                {
                    reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    throw new ProblemException(Problems.BadBody("A text in it has half of a surrogate pair."));
                }
            }
        }
    }
}
