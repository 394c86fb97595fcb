using Flammable.Execution;

namespace Flammable.Bisecting;

/// <summary>Passes on what the runs of a search tell, and says with it where the search stands.</summary>
/// <param name="events">Where it goes.</param>
internal sealed class SearchEvents(IProgress<RunEvent> events) : IProgress<RunEvent>
{
    private volatile string _step = "";

    /// <summary>Begins a step.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="left">How many commits may still be examined, its own included.</param>
    /// <param name="commit">The commit to examine.</param>
    public void Begin(int number, int left, ExaminedCommit commit)
    {
        _step = $"Step {number}, {left} {(left == 1 ? "commit" : "commits")} left";
        events.Report(new StepEvent($"{_step}: {commit}"));
    }

    public void Report(RunEvent value) =>
        events.Report(value is ProgressEvent progress ? progress with { Activity = $"{_step}: {progress.Activity}" } : value);
}
