using System.Text.Json;

namespace Flammable.Metrics;

/// <summary>One text for each series' name, however often a journal says it.</summary>
internal sealed class SeriesNames
{
    private const int LongestKept = 128;
    private const int MostKept = 4096;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private string _last = "";

    public SeriesNames() => _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text that the reader stands at.</summary>
    public string Read(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals(_last))
        {
            return _last;
        }

        if (reader.ValueSpan.Length > LongestKept)
        {
            return reader.GetString()!;
        }

        Span<char> name = stackalloc char[LongestKept];
        name = name[..reader.CopyString(name)];
        if (!_lookup.TryGetValue(name, out string? known))
        {
            known = name.ToString();
            if (_known.Count < MostKept)
            {
                _known.Add(known);
            }
        }

        return _last = known;
    }
}
