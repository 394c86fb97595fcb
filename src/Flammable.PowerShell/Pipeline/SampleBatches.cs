using System.Diagnostics;

namespace Flammable.Pipeline;

/// <summary>Collects the samples of a pipeline into batches: large ones from a fast pipeline, single ones from a slow one.</summary>
internal sealed class SampleBatches
{
    private const int MostSamples = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private List<object?> _samples = [];
    private long? _lastTaken;

    /// <summary>Whether it is time to send what is there: it is many, or nothing was sent for a moment.</summary>
    public bool IsDue =>
        _samples.Count >= MostSamples || _lastTaken is not { } last || Stopwatch.GetElapsedTime(last) >= Pause;

    /// <summary>Adds a sample as the pipeline has it.</summary>
    public void Add(object? sample) => _samples.Add(sample);

    /// <summary>Takes out what is there, in the order of the pipeline.</summary>
    public IReadOnlyList<object?> Take()
    {
        List<object?> taken = _samples;
        _samples = [];
        _lastTaken = Stopwatch.GetTimestamp();
        return taken;
    }
}
