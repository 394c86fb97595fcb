namespace Flammable.Cli.Running;

/// <summary>The version of <c>flam</c>, also where a task's own program is the process.</summary>
internal static class FlamVersion
{
    public static string Text { get; } = typeof(FlamVersion).Assembly.GetName().Version!.ToString(3);
}
