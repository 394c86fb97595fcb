using System.Runtime.InteropServices;

namespace Flammable.Training;

/// <summary>
/// Running averages of named values: the losses of an epoch, the metrics of a test. One object takes all values, so that an
/// iteration allocates nothing. Use it from one thread at a time.
/// </summary>
public sealed class NamedValues
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly bool _keepAll;

    /// <summary>Makes an object without values.</summary>
    public NamedValues()
    {
    }

    /// <summary>Makes an object without values.</summary>
    /// <param name="keepAll">Whether to keep every value.</param>
    internal NamedValues(bool keepAll) => _keepAll = keepAll;

    /// <summary>How many names there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The names, in the order of their first value.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>The first name that got a value that is NaN or infinite since the last <see cref="Clear"/>; <see langword="null"/> where none did.</summary>
    public string? NonFinite { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="name">The value's name, such as <c>loss</c>.</param>
    /// <param name="value">The value; it may be NaN or infinite, and so will the average be.</param>
    /// <param name="weight">What it counts in the average, such as the size of its batch; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not above 0.</exception>
    public void Add(string name, double value, double weight = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, name, out _);
        entry.Sum += value * weight;
        entry.Weight += weight;
        entry.Last = value;
        if (_keepAll)
        {
            (entry.All ??= []).Add(value);
        }

        if (!double.IsFinite(value))
        {
            NonFinite ??= name;
        }
    }

    /// <summary>The weighted average of a name's values.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The name got no value.</exception>
    public double Average(string name) => Find(name).Average;

    /// <summary>The value that a name got last.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">The name got no value.</exception>
    public double Last(string name) => Find(name).Last;

    /// <summary>A copy of all averages, by name.</summary>
    public IReadOnlyDictionary<string, double> Averages() =>
        _entries.ToDictionary(entry => entry.Key, entry => entry.Value.Average, StringComparer.Ordinal);

    /// <summary>All values of a name, in the order of their adding; none where they are not kept.</summary>
    internal IReadOnlyList<double> All(string name) => Find(name).All ?? [];

    /// <summary>Forgets all values and names.</summary>
    public void Clear()
    {
        _entries.Clear();
        NonFinite = null;
    }

    private Entry Find(string name) =>
        _entries.TryGetValue(name, out Entry entry) ? entry : throw new KeyNotFoundException($"No value '{name}' was added.");

    private struct Entry
    {
        public double Sum;
        public double Weight;
        public double Last;
        public List<double>? All;

        public readonly double Average => Sum / Weight;
    }
}
