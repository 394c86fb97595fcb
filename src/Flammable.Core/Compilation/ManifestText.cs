using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Flammable.Errors;

namespace Flammable.Compilation;

/// <summary>The text of a manifest, and what is wrong with it, with lines and columns as a compiler tells them.</summary>
/// <param name="path">The full path of the file.</param>
/// <param name="json">Its bytes, without a byte order mark.</param>
internal sealed class ManifestText(string path, byte[] json)
{
    private const string Code = "FLAM004";

    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    private readonly List<CompilationError> _errors = [];

    /// <summary>Parses the text.</summary>
    /// <exception cref="TaskCompilationException">It is no JSON.</exception>
    public JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            string message = error.Message;
            int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            int line = (int)(error.LineNumber ?? 0);
            _errors.Add(new CompilationError(
                Code, place < 0 ? message : message[..place], path, line + 1, (int)(error.BytePositionInLine ?? 0) + 1, Line(line)));
            throw Failure();
        }
    }

    /// <summary>Notes an error in a value.</summary>
    public void Complain(JsonElement at, string message) => Complain(JsonMarshal.GetRawUtf8Value(at), message);

    /// <summary>Notes an error in the name of a member.</summary>
    public void Complain(JsonProperty at, string message) => Complain(JsonMarshal.GetRawUtf8PropertyName(at), message);

    /// <summary>Ends with the errors, where there are any.</summary>
    /// <exception cref="TaskCompilationException">There are.</exception>
    public void EnsureNoErrors()
    {
        if (_errors.Count > 0)
        {
            throw Failure();
        }
    }

    private void Complain(ReadOnlySpan<byte> at, string message)
    {
        ReadOnlySpan<byte> before = json.AsSpan().Overlaps(at, out int start) ? json.AsSpan(0, start) : [];
        int line = before.Count((byte)'\n');
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        _errors.Add(new CompilationError(Code, message, path, line + 1, column + 1, Line(line)));
    }

    private string Line(int number) => Encoding.UTF8.GetString(json).Split('\n').ElementAtOrDefault(number)?.TrimEnd('\r') ?? "";

    private TaskCompilationException Failure() => new(path, [.. _errors.OrderBy(error => (error.Line, error.Column))]);
}
