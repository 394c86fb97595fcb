namespace Flammable.Serving;

/// <summary>What has become of a server's workers since it began, whatever it served.</summary>
internal sealed class WorkerCounts
{
    private long _replaced;
    private int _leftBehind;

    /// <summary>How many were given up and replaced.</summary>
    public long Replaced => Interlocked.Read(ref _replaced);

    /// <summary>How many were given up and have not ended yet.</summary>
    public int LeftBehind => Volatile.Read(ref _leftBehind);

    /// <summary>Counts a worker that was given up, and follows it to its end.</summary>
    public async Task FollowAsync(EvalWorker worker)
    {
        Interlocked.Increment(ref _replaced);
        await Task.WhenAny(worker.Ended, Task.Delay(worker.StopGrace)).ConfigureAwait(false);
        if (!worker.Ended.IsCompleted)
        {
            Interlocked.Increment(ref _leftBehind);
            PoolThreads.Reserve(1);
            await worker.Ended.ConfigureAwait(false);
            PoolThreads.Reserve(-1);
            Interlocked.Decrement(ref _leftBehind);
        }
    }
}
