using System.Diagnostics;
using System.Globalization;
using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>Progress for files and build servers: a line for each further tenth or ten seconds, never two within two seconds.</summary>
internal sealed class ProgressLog(TextWriter error) : IProgressView
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private long _lastTime = Stopwatch.GetTimestamp();
    private int _lastTenth;

    public void Show(ProgressEvent progress)
    {
        TimeSpan silence = Stopwatch.GetElapsedTime(_lastTime);
        int tenth = (int)((progress.Position.Fraction ?? 0) * 10);
        if (silence < Shortest || (tenth == _lastTenth && silence < Longest))
        {
            return;
        }

        error.WriteLine(Text(progress));
        _lastTime = Stopwatch.GetTimestamp();
        _lastTenth = tenth;
    }

    public void WriteAbove(TextWriter writer, string line) => writer.WriteLine(line);

    public void Dispose()
    {
    }

    private static string Text(ProgressEvent progress)
    {
        string text = $"{ProgressText.Activity(progress)}: {ProgressText.State(progress)}";
        if (progress.Position.Fraction is not { } fraction)
        {
            return text;
        }

        string percent = string.Create(CultureInfo.InvariantCulture, $"{(int)(fraction * 100)}%");
        string left = progress.TimeLeft is { } time && fraction < 1 ? $", {ProgressText.Time(time)} left" : "";
        return $"{text} ({percent}{left})";
    }
}
