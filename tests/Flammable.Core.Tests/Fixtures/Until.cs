using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>Waits for something that another thread or process does.</summary>
public static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>Waits until a condition holds, and fails where it never does.</summary>
    public static void True(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Deadline, $"Waited in vain: {what}.");
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(10);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Waits until the garbage collector has taken what the reference points to.</summary>
    public static void Collected(WeakReference reference) => True(
        () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !reference.IsAlive;
        },
        "the object is still referred to");
}
