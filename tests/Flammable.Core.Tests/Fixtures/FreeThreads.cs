using System.Runtime.CompilerServices;

namespace Flammable.Tests.Fixtures;

/// <summary>
/// Threads of the pool for all tests that run at the same time. Many of them block theirs, and the pool is slow to start more:
/// what another test has only seconds for would have to wait for one.
/// </summary>
internal static class FreeThreads
{
    private const int Count = 64;

    [ModuleInitializer]
    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out int workers, out int completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Count), completionPorts);
    }
}
