using System.Globalization;
using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>A run's progress as one line of text.</summary>
internal static class ProgressText
{
    private const int BarLength = 20;

    public static string Of(ProgressEvent progress, bool withBar)
    {
        string text = $"{progress.Activity}: {progress.Status}";
        if (progress.Fraction is not double fraction)
        {
            return text;
        }

        string percent = string.Create(CultureInfo.InvariantCulture, $"{(int)(fraction * 100)}%");
        string left = progress.TimeLeft is TimeSpan time && fraction < 1 ? $", {Format(time)} left" : "";
        return withBar ? $"{Bar(fraction)} {percent} {text}{left}" : $"{text} ({percent}{left})";
    }

    private static string Bar(double fraction)
    {
        int done = (int)(Math.Clamp(fraction, 0, 1) * BarLength);
        return $"[{new string('#', done)}{new string('.', BarLength - done)}]";
    }

    private static string Format(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time:mm\\:ss}");
}
