using System.Buffers;
using System.Globalization;

namespace Flammable.Snapshots;

/// <summary>The names of snapshot folders: <c>yyyyMMdd-HHmmss-id</c>.</summary>
internal static class SnapshotName
{
    private const string TimeFormat = "yyyyMMdd-HHmmss";
    private const int PrefixLength = 16;
    private const int MaxLength = 64;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>
    /// A name that sorts after all others: the local time, or one second after the newest name where the clock has not
    /// passed it (two snapshots in one second, a clock set back, a journey west).
    /// </summary>
    /// <param name="now">The local time.</param>
    /// <param name="names">The names that exist.</param>
    public static string Next(DateTime now, IReadOnlyCollection<string> names)
    {
        DateTime time = names.Select(TimeOf).Max() is { } newest && newest >= Truncate(now)
            ? newest.AddSeconds(1)
            : now;
        HashSet<string> ids = [.. names.Select(IdOf)];
        string id;
        do
        {
            id = ShortId.New();
        }
        while (ids.Contains(id));

        return $"{time.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{id}";
    }

    /// <summary>Whether a text can be a snapshot's name, and nothing else: no path, and nothing that a ref could not have.</summary>
    public static bool IsValid(string name) =>
        name.Length is > PrefixLength and <= MaxLength
        && name[TimeFormat.Length] == '-'
        && TimeOf(name) is not null
        && name.AsSpan(PrefixLength).IndexOfAnyExcept(IdCharacters) < 0;

    public static string IdOf(string name) => name[(name.LastIndexOf('-') + 1)..];

    public static DateTime? TimeOf(string name) => ParseTime(name.Length > TimeFormat.Length ? name[..TimeFormat.Length] : name);

    /// <summary>The time in a name or in the Python original's timestamps; <see langword="null"/> where the text is no time.</summary>
    public static DateTime? ParseTime(string? text) =>
        DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTime time) ? time : null;

    private static DateTime Truncate(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
