namespace Flammable.Metrics;

/// <summary>Collects named values, those of an epoch or of a test, and writes what they amount to. Any thread may log.</summary>
public sealed class MetricLogger
{
    private readonly Lock _lock = new();
    private readonly SeriesLog _series;
    private readonly Func<IReadOnlyList<double>, double>? _aggregate;
    private Dictionary<string, List<double>> _values = [];

    /// <summary>Makes a logger that writes the mean of the values, or all of them.</summary>
    /// <param name="series">Where to write.</param>
    /// <param name="mode">What to write.</param>
    public MetricLogger(SeriesLog series, MetricLogMode mode = MetricLogMode.Average)
    {
        ArgumentNullException.ThrowIfNull(series);
        _series = series;
        _aggregate = mode == MetricLogMode.All ? null : values => values.Average();
    }

    /// <summary>Makes a logger that writes the result of a function of the values.</summary>
    /// <param name="series">Where to write.</param>
    /// <param name="aggregate">The function, such as <c>values => values.Max()</c>. It is given one value at least.</param>
    public MetricLogger(SeriesLog series, Func<IReadOnlyList<double>, double> aggregate)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(aggregate);
        _series = series;
        _aggregate = aggregate;
    }

    /// <summary>Whether the values are written, too, to a series called <c>NAME_data</c>. With all of them written there is none.</summary>
    public bool KeepData { get; init; }

    /// <summary>Adds a value.</summary>
    /// <param name="name">The series' name.</param>
    /// <param name="value">The value; NaN and infinities are values like others.</param>
    public void Log(string name, double value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        lock (_lock)
        {
            if (!_values.TryGetValue(name, out List<double>? values))
            {
                _values.Add(name, values = []);
            }

            values.Add(value);
        }
    }

    /// <summary>Writes one value for each name, and begins anew.</summary>
    /// <param name="epoch">The epoch that the values belong to, where there is one.</param>
    /// <exception cref="OperationCanceledException">The user has stopped the run.</exception>
    public void Write(int? epoch = null)
    {
        Dictionary<string, List<double>> written;
        lock (_lock)
        {
            (written, _values) = (_values, []);
        }

        foreach ((string name, List<double> values) in written)
        {
            IEnumerable<double> results = _aggregate is null ? values : [_aggregate(values)];
            Append(name, results, epoch);
            Append(RawSeries.Of(name), KeepData && _aggregate is not null ? values : [], epoch);
        }
    }

    private void Append(string name, IEnumerable<double> values, int? epoch)
    {
        foreach (double value in values)
        {
            _series.Append(name, value, epoch);
        }
    }
}
