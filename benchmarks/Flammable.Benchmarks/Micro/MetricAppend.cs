using BenchmarkDotNet.Attributes;
using Flammable.Benchmarks.Fixtures;
using Flammable.Metrics;

namespace Flammable.Benchmarks.Micro;

/// <summary>What one metric value costs a training.</summary>
[MemoryDiagnoser]
public class MetricAppend
{
    private readonly TemporaryFolder _folder = new();
    private MetricJournal _journal = null!;
    private SeriesLog _series = null!;
    private int _value;

    /// <summary>Opens a journal.</summary>
    [GlobalSetup]
    public void Open()
    {
        _journal = MetricJournal.Open(_folder.At("metrics.jsonl"));
        _series = new SeriesLog(MetricSplit.Train, _journal.Append);
    }

    /// <summary>Appends one value to a series, and through it to the journal.</summary>
    [Benchmark]
    public void Append() => _series.Append("loss", 1.0 / ++_value, _value);

    /// <summary>Closes the journal.</summary>
    [GlobalCleanup]
    public void Close()
    {
        _journal.Dispose();
        _folder.Dispose();
    }
}
