using System.Diagnostics;

namespace Flammable.Tests.Fixtures;

/// <summary>Waits for what another thread or process does.</summary>
public static class Deadline
{
    /// <summary>Looks again and again, a minute at most.</summary>
    public static void Until(Func<bool> isSo, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), $"{what} did not come about.");
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(10);
        }
    }
}
