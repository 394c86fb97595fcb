using Flammable.Execution;

namespace Flammable.Servers;

/// <summary>Where predictions are written to: a file, as an array of JSON or as JSON Lines, or a stream of JSON Lines.</summary>
public sealed class PredictionTarget
{
    private readonly Stream? _stream;

    private PredictionTarget(string? path, Stream? stream)
    {
        Path = path;
        _stream = stream;
    }

    /// <summary>The full path of the file; <see langword="null"/> for a stream.</summary>
    public string? Path { get; }

    /// <summary>A file that appears whole or not at all; one that exists is replaced. Its extension <c>.json</c> makes it an array, any other JSON Lines.</summary>
    /// <param name="path">The full path of the file.</param>
    public static PredictionTarget OfFile(string path) => new(path, null);

    /// <summary>A stream that takes a line of JSON each.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    public static PredictionTarget OfLines(Stream stream) => new(null, stream);

    /// <summary>Takes predictions, until the writing ends well.</summary>
    /// <param name="input">The full path of what must not be replaced.</param>
    /// <param name="write">Writes, and tells how many there were.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal async Task<long> WriteAsync(string? input, Func<PredictionWriter, Task<long>> write)
    {
        if (Path is null)
        {
            return await write(new PredictionWriter(_stream!, isArray: false)).ConfigureAwait(false);
        }

        long count;
        using var output = new PendingOutput(Path, input);
        using (var file = new FileStream(output.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        {
            var writer = new PredictionWriter(file, System.IO.Path.GetExtension(Path).Equals(".json", StringComparison.OrdinalIgnoreCase));
            count = await write(writer).ConfigureAwait(false);
            writer.End();
            file.Flush(flushToDisk: true);
        }

        output.Keep();
        return count;
    }
}
