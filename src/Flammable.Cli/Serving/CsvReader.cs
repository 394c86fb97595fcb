using System.Globalization;
using System.Text;

namespace Flammable.Cli.Serving;

/// <summary>Reads comma-separated values as RFC 4180 has them, in a time that grows with their length alone. Empty lines are passed over.</summary>
/// <param name="text">The whole text, in UTF-8 that is valid.</param>
internal sealed class CsvReader(byte[] text)
{
    private int _position = text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    private int _line = 1;

    /// <summary>The fields of the next record; <see langword="null"/> at the end.</summary>
    /// <exception cref="ProblemException">It is not of the format.</exception>
    public IReadOnlyList<string>? Read()
    {
        while (TryTakeLineEnd())
        {
        }

        if (_position == text.Length)
        {
            return null;
        }

        var fields = new List<string>();
        do
        {
            fields.Add(TryTake('"') ? QuotedField() : Field());
        }
        while (TryTake(','));

        return _position == text.Length || TryTakeLineEnd() ? fields : throw Malformed(_line);
    }

    private string Field()
    {
        ReadOnlySpan<byte> rest = text.AsSpan(_position);
        int length = rest.IndexOfAny(",\r\n"u8);
        return Take(length < 0 ? rest.Length : length);
    }

    private string QuotedField()
    {
        int line = _line;
        var field = new StringBuilder();
        while (true)
        {
            int length = text.AsSpan(_position).IndexOf((byte)'"');
            if (length < 0)
            {
                throw Malformed(line);
            }

            _line += text.AsSpan(_position, length).Count((byte)'\n');
            field.Append(Take(length));
            _position++;
            if (!TryTake('"'))
            {
                return field.ToString();
            }

            field.Append('"');
        }
    }

    private string Take(int length)
    {
        string taken = Encoding.UTF8.GetString(text, _position, length);
        _position += length;
        return taken;
    }

    private bool TryTake(char character)
    {
        bool isNext = _position < text.Length && text[_position] == character;
        _position += isNext ? 1 : 0;
        return isNext;
    }

    private bool TryTakeLineEnd()
    {
        // '|' on purpose: both characters of a pair are one end.
        bool isEnd = TryTake('\r') | TryTake('\n');
        _line += isEnd ? 1 : 0;
        return isEnd;
    }

    private static ProblemException Malformed(int line) =>
        new(Problems.BadBody(string.Create(CultureInfo.InvariantCulture, $"Line {line} is not comma-separated values.")));
}
