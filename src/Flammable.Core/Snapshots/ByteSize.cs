using System.Globalization;

namespace Flammable.Snapshots;

/// <summary>Numbers of bytes as people read them. The texts are the same in every culture.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size such as <c>2.7 KB</c>; a unit is 1,024 of the one below it.</summary>
    /// <param name="bytes">The number of bytes.</param>
    public static string Text(long bytes)
    {
        int unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return size.ToString(unit > 0 && size < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
