using System.Globalization;
using System.Text;
using Microsoft.VisualBasic.FileIO;

namespace Flammable.Cli.Serving;

/// <summary>Lines of comma-separated values, as RFC 4180 has them.</summary>
internal static class CsvLines
{
    /// <summary>Reads the fields of each line, one after the other.</summary>
    /// <param name="body">The whole text in UTF-8.</param>
    /// <param name="hasHeader">Whether the first line names the columns, and is no sample.</param>
    /// <exception cref="ProblemException">A line is not of the format; while it is read.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(byte[] body, bool hasHeader)
    {
        using var parser = new TextFieldParser(new MemoryStream(body), new UTF8Encoding(false, throwOnInvalidBytes: true))
        {
            Delimiters = [","],
            HasFieldsEnclosedInQuotes = true,
            TrimWhiteSpace = false,
        };
        if (hasHeader)
        {
            Fields(parser);
        }

        while (Fields(parser) is { } fields)
        {
            yield return fields;
        }
    }

    private static string[]? Fields(TextFieldParser parser)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException error)
        {
            throw new ProblemException(Problems.BadBody(
                string.Create(CultureInfo.InvariantCulture, $"Line {error.LineNumber} is not comma-separated values.")));
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(Problems.BadBody("It is not UTF-8."));
        }
    }
}
