using System.Text;
using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>The series of one part of a run: training, validation or test. Any thread may append.</summary>
/// <remarks>A series' name is any text that is not blank; half of a surrogate pair in it becomes U+FFFD.</remarks>
public sealed class SeriesLog
{
    private readonly Lock _lock;
    private readonly Dictionary<string, SeriesSummary> _summaries;
    private readonly Action<SeriesPoint> _write;
    private readonly MetricSplit _split;

    /// <summary>Makes the log of one part of a run.</summary>
    /// <param name="split">The part.</param>
    /// <param name="write">Takes each point.</param>
    /// <param name="known">The summaries of what the snapshot has already; <see langword="null"/> for none.</param>
    /// <param name="gate">Held while a point is added; <see langword="null"/> for a lock of its own.</param>
    internal SeriesLog(MetricSplit split, Action<SeriesPoint> write, IReadOnlyDictionary<string, SeriesSummary>? known = null, Lock? gate = null)
    {
        _split = split;
        _write = write;
        _summaries = new Dictionary<string, SeriesSummary>(known ?? Snapshot.EmptySeries, StringComparer.Ordinal);
        _lock = gate ?? new Lock();
    }

    /// <summary>A summary of each series so far, by name.</summary>
    public IReadOnlyDictionary<string, SeriesSummary> Summaries
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, SeriesSummary>(_summaries);
            }
        }
    }

    /// <summary>Whether anything was appended or stored.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Appends a value to a series.</summary>
    /// <param name="name">The series' name, such as <c>loss</c>.</param>
    /// <param name="value">The value; NaN and infinities are values like others.</param>
    /// <param name="epoch">The epoch it belongs to, where there is one.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    /// <exception cref="Flammable.Errors.SnapshotStoreException">The journal cannot be written, and has not been for some time.</exception>
    public void Append(string name, double value, int? epoch = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_lock)
        {
            SeriesSummary? before = Find(ref name);
            Write(name, value, epoch, before?.With(value) ?? SeriesSummary.Of(value));
        }
    }

    /// <summary>Stores the one value of a result, such as the accuracy of a test. A value stored before is replaced.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    /// <exception cref="Flammable.Errors.SnapshotStoreException">The journal cannot be written, and has not been for some time.</exception>
    public void Store(string name, double value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_lock)
        {
            Find(ref name);
            Write(name, value, null, SeriesSummary.Of(value));
        }
    }

    /// <summary>The latest values of the series that began first, raw data left out.</summary>
    /// <param name="most">How many at most.</param>
    internal IReadOnlyList<SeriesValue> Latest(int most)
    {
        lock (_lock)
        {
            return
            [
                .. RawSeries.Without(_summaries)
                    .Take(most)
                    .Select(series => new SeriesValue(_split, series.Key, series.Value.Last)),
            ];
        }
    }

    // A name that is known is sound: only new ones are looked at.
    private SeriesSummary? Find(ref string name)
    {
        if (_summaries.TryGetValue(name, out SeriesSummary? summary))
        {
            return summary;
        }

        // Files hold UTF-8: two names that differ in what it cannot say would be one there.
        name = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
        return _summaries.GetValueOrDefault(name);
    }

    private void Write(string name, double value, int? epoch, SeriesSummary after)
    {
        _write(new SeriesPoint(_split, name, value, after.Count - 1, epoch, DateTimeOffset.UtcNow));
        _summaries[name] = after;
        IsChanged = true;
    }
}
