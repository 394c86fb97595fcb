namespace Flammable.Serving;

/// <summary>How a model is served.</summary>
public sealed record ServingOptions
{
    /// <summary>How many workers evaluate at the same time, each with a task of its own: 1 or more.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>How many samples may wait for a worker: 1 or more.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>
    /// How long an answer may take, the waiting for a worker included; where samples of a stream wait for each other, without
    /// it. A client is told then, and a worker that has been busy with one batch for so long is replaced.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many samples go into one batch at most, where the task evaluates batches: 1 or more.</summary>
    public int MaxBatchSize { get; init; } = 32;

    /// <summary>How long a batch waits for more samples after its first.</summary>
    public TimeSpan MaxBatchWait { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long a worker that takes another's place may load at least; it may take ten times the first loading beside.</summary>
    internal TimeSpan LoadPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void EnsureValid()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Workers);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(QueueLength);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Timeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchWait, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBatchWait, TimeSpan.FromMinutes(1));
    }
}
