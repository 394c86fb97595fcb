using System.Text;
using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Servers;

/// <summary>Where samples are read from: a JSON file with an array, a file of JSON Lines or CSV, or a stream of JSON Lines.</summary>
public sealed class SampleSource
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Func<Stream> _open;
    private readonly Func<Stream, IEnumerable<Sample>> _read;
    private readonly string _name;
    private readonly bool _hasHeader;

    private SampleSource(string name, string? path, Func<Stream> open, Func<Stream, IEnumerable<Sample>> read, bool hasHeader = false)
    {
        _name = name;
        Path = path;
        _open = open;
        _read = read;
        _hasHeader = hasHeader;
    }

    /// <summary>The full path of the file; <see langword="null"/> for a stream.</summary>
    public string? Path { get; }

    /// <summary>Whether the samples are rows of CSV.</summary>
    public bool IsCsv => _read == Rows;

    /// <summary>Samples of a file, in the format that its extension says: <c>.json</c>, <c>.jsonl</c>, <c>.ndjson</c> or <c>.csv</c>.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="hasHeader">Whether the first row of CSV names the columns, and is no sample; of no meaning for the other formats.</param>
    /// <exception cref="SampleFileException">The extension says no format.</exception>
    public static SampleSource OfFile(string path, bool hasHeader = false) => new(
        $"file '{path}'",
        path,
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan),
        System.IO.Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => Items,
            ".jsonl" or ".ndjson" => Lines,
            ".csv" => Rows,
            _ => throw new SampleFileException($"The name of '{path}' does not say the format of its samples.", path),
        },
        hasHeader);

    /// <summary>Samples of a stream, a line of JSON each.</summary>
    /// <param name="stream">The stream; it is closed after its last line.</param>
    public static SampleSource OfLines(Stream stream) => new("stream", null, () => stream, Lines);

    /// <summary>Reads the samples, each as soon as it is there.</summary>
    /// <exception cref="SampleFileException">The content is not of the format.</exception>
    internal IEnumerable<Sample> Read()
    {
        using Stream stream = _open();
        using IEnumerator<Sample> samples = _read(stream).Skip(_hasHeader && IsCsv ? 1 : 0).GetEnumerator();
        while (MoveNext(samples))
        {
            yield return samples.Current;
        }
    }

    private bool MoveNext(IEnumerator<Sample> samples)
    {
        try
        {
            return samples.MoveNext();
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException)
        {
            string reason = error is JsonException ? error.Message.TrimEnd('.') : "it is not UTF-8";
            throw new SampleFileException($"The {_name} cannot be read as samples: {reason}.", Path, error);
        }
    }

    private static IEnumerable<Sample> Items(Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("it is not an array");
        }

        int number = 0;
        foreach (JsonElement item in document.RootElement.EnumerateArray())
        {
            yield return new Sample($"sample {++number}", Line(item));
        }
    }

    private static ReadOnlyMemory<byte> Line(JsonElement item)
    {
        try
        {
            return NamedSample.Line(item.WriteTo);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonException("a text in it has half of a surrogate pair", error);
        }
    }

    private static IEnumerable<Sample> Lines(Stream stream)
    {
        using var reader = new StreamReader(stream, Strict);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new Sample($"line {number}", Strict.GetBytes(line));
            }
        }
    }

    // A field in quotes may go over several lines. See RFC 4180, section 2.
    private static IEnumerable<Sample> Rows(Stream stream)
    {
        using var reader = new StreamReader(stream, Strict);
        var row = new StringBuilder();
        int start = 1;
        bool isOpen = false;
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (isOpen)
            {
                row.Append('\n');
            }
            else
            {
                start = number;
            }

            row.Append(line);
            isOpen ^= line.AsSpan().Count('"') % 2 == 1;
            if (!isOpen && row.Length > 0)
            {
                yield return new Sample($"line {start}", Strict.GetBytes(row.ToString()));
                row.Clear();
            }
        }

        if (isOpen)
        {
            yield return new Sample($"line {start}", Strict.GetBytes(row.ToString()));
        }
    }
}
