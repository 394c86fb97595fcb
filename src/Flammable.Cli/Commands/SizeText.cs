using System.Globalization;

namespace Flammable.Cli.Commands;

/// <summary>Numbers of bytes as people write them.</summary>
internal static class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
        [("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("B", 1)];

    /// <summary>Reads <c>500</c>, <c>20MB</c> or <c>1.5 MB</c>; a unit is 1,024 of the one below it.</summary>
    /// <returns>The number of bytes; <see langword="null"/> where the text is none.</returns>
    public static long? Parse(string text)
    {
        (string unit, long bytes) = Units.FirstOrDefault(one => text.EndsWith(one.Unit, StringComparison.OrdinalIgnoreCase), ("", 1));
        return decimal.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out decimal number)
            && number < long.MaxValue / bytes
            ? (long)(number * bytes)
            : null;
    }
}
