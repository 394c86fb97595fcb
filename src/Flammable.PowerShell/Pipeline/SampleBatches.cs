using System.Diagnostics;

namespace Flammable.Pipeline;

/// <summary>
/// Collects the samples of a pipeline into batches: large ones from a fast pipeline, as long as they are answered quickly, and
/// single ones from a slow pipeline.
/// </summary>
internal sealed class SampleBatches
{
    private const int MostSamples = 256;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(1);

    private List<object?> _samples = [];
    private int _least = 1;
    private int _size = 1;
    private int _sent;
    private long _taken;
    private long? _answered;

    /// <summary>How many samples keep the server busy: no batch of a fast pipeline is smaller.</summary>
    public int Least
    {
        set => _size = _least = Math.Min(value, MostSamples);
    }

    /// <summary>Whether it is time to send what is there: it is many, or nothing was on its way for a moment.</summary>
    public bool IsDue =>
        _samples.Count >= _size || _answered is not { } last || Stopwatch.GetElapsedTime(last) >= Pause;

    /// <summary>Adds a sample as the pipeline has it.</summary>
    public void Add(object? sample) => _samples.Add(sample);

    /// <summary>Takes out what is there, in the order of the pipeline.</summary>
    public IReadOnlyList<object?> Take()
    {
        List<object?> taken = _samples;
        _samples = [];
        _sent = taken.Count;
        _taken = Stopwatch.GetTimestamp();
        return taken;
    }

    /// <summary>Says that what was taken out is answered: by the time that it took, the next batch is larger or smaller.</summary>
    public void Answered()
    {
        _answered = Stopwatch.GetTimestamp();
        _size = Stopwatch.GetElapsedTime(_taken, _answered.Value) < LongWait
            ? Math.Clamp(2 * _sent, _least, MostSamples)
            : Math.Max(_sent / 2, _least);
    }
}
