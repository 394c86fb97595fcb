namespace Flammable.Cli.Tests.Fixtures;

/// <summary>Waits for what must come, and gives up where it never does.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Task Until(Func<bool> condition, string what) => Until(() => Task.FromResult(condition()), what);

    public static async Task Until(Func<Task<bool>> condition, string what)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (!await condition())
        {
            Assert.True(DateTime.UtcNow < end, $"It never came: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
