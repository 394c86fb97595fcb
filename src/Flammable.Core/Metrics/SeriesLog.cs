using Flammable.Snapshots;

namespace Flammable.Metrics;

/// <summary>The series of one part of a run: training, validation or test. Any thread may append.</summary>
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
        _summaries = new Dictionary<string, SeriesSummary>(known ?? Snapshot.EmptySeries);
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

    /// <summary>Appends a value to a series.</summary>
    /// <param name="name">The series' name, such as <c>loss</c>.</param>
    /// <param name="value">The value; NaN and infinities are values like others.</param>
    /// <param name="epoch">The epoch it belongs to, where there is one.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Append(string name, double value, int? epoch = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_lock)
        {
            SeriesSummary summary = _summaries.TryGetValue(name, out SeriesSummary? known)
                ? known.With(value)
                : SeriesSummary.Of(value);
            _write(new SeriesPoint(_split, name, value, summary.Count - 1, epoch, DateTimeOffset.UtcNow));
            _summaries[name] = summary;
        }
    }

    /// <summary>Stores the one value of a result, such as the accuracy of a test. A value stored before is replaced.</summary>
    /// <param name="name">The result's name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Store(string name, double value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_lock)
        {
            _write(new SeriesPoint(_split, name, value, 0, null, DateTimeOffset.UtcNow));
            _summaries[name] = SeriesSummary.Of(value);
        }
    }
}
