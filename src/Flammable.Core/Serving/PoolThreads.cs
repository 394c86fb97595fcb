namespace Flammable.Serving;

/// <summary>Keeps threads of the pool for workers: one that is busy with a long evaluation must not keep clients waiting.</summary>
internal static class PoolThreads
{
    private static readonly Lock Changing = new();

    /// <summary>Makes the pool start so many more threads without hesitation.</summary>
    /// <param name="count">How many; less than none gives them back.</param>
    public static void Reserve(int count)
    {
        lock (Changing)
        {
            ThreadPool.GetMinThreads(out int workers, out int completionPorts);
            ThreadPool.SetMinThreads(workers + count, completionPorts);
        }
    }
}
