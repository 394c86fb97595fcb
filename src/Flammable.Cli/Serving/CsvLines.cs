using System.Text.Unicode;

namespace Flammable.Cli.Serving;

/// <summary>Bodies of comma-separated values.</summary>
internal static class CsvLines
{
    /// <summary>Reads the fields of each line, one after the other.</summary>
    /// <param name="body">The whole text in UTF-8.</param>
    /// <param name="hasHeader">Whether the first line names the columns, and is no sample.</param>
    /// <exception cref="ProblemException">A line is not of the format; while it is read.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(byte[] body, bool hasHeader)
    {
        if (!Utf8.IsValid(body))
        {
            throw new ProblemException(Problems.BadBody("It is not UTF-8."));
        }

        var reader = new CsvReader(body);
        if (hasHeader)
        {
            reader.Read();
        }

        while (reader.Read() is { } fields)
        {
            yield return fields;
        }
    }
}
