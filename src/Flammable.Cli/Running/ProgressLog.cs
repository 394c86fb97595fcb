using System.Diagnostics;
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
        int tenth = (int)((progress.Fraction ?? 0) * 10);
        if (silence < Shortest || (tenth == _lastTenth && silence < Longest))
        {
            return;
        }

        error.WriteLine(ProgressText.Of(progress, withBar: false));
        _lastTime = Stopwatch.GetTimestamp();
        _lastTenth = tenth;
    }

    public void Hide()
    {
    }
}
