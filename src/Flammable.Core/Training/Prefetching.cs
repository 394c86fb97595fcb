namespace Flammable.Training;

/// <summary>Reads samples ahead.</summary>
public static class Prefetching
{
    /// <summary>
    /// The same samples in the same order, read ahead by a thread of its own, so that loading and training overlap. The thread
    /// starts with the first sample that is asked for. An exception of the source comes after the samples before it. A
    /// consumer that stops early waits until the source is closed.
    /// </summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <param name="source">The samples. They are made on the other thread.</param>
    /// <param name="capacity">How many samples to have ready at most; above 0.</param>
    /// <param name="cancellation">Ends the wait for a sample with an <see cref="OperationCanceledException"/>; <c>Run.Cancellation</c> in a task.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not above 0.</exception>
    public static IEnumerable<T> Prefetch<T>(this IEnumerable<T> source, int capacity, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        return Enumerate(source, capacity, cancellation);
    }

    /// <summary>The samples of an asynchronous source in their order, read ahead by a thread of its own.</summary>
    /// <typeparam name="T">The sample.</typeparam>
    /// <param name="source">The samples.</param>
    /// <param name="capacity">How many samples to have ready at most; above 0.</param>
    /// <param name="cancellation">Ends the wait for a sample, and the source's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not above 0.</exception>
    public static IEnumerable<T> Prefetch<T>(this IAsyncEnumerable<T> source, int capacity, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.ToBlockingEnumerable(cancellation).Prefetch(capacity, cancellation);
    }

    private static IEnumerable<T> Enumerate<T>(IEnumerable<T> source, int capacity, CancellationToken cancellation)
    {
        var queue = new PrefetchQueue<T>(capacity);
        using CancellationTokenRegistration waking = cancellation.Register(queue.Wake);
        new Thread(() => queue.Fill(source)) { IsBackground = true, Name = "Flammable prefetch" }.Start();
        try
        {
            while (queue.TryTake(out T sample, cancellation))
            {
                yield return sample;
            }
        }
        finally
        {
            queue.Stop(cancellation);
        }
    }
}
