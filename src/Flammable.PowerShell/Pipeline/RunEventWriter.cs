using System.Management.Automation;
using Flammable.Execution;

namespace Flammable.Pipeline;

/// <summary>Writes a run's events to the streams of a cmdlet. Use it from the pipeline thread.</summary>
internal sealed class RunEventWriter(Cmdlet cmdlet) : IProgress<RunEvent>
{
    private const int ActivityId = 0;

    private string? _activity;

    /// <summary>Writes one event to the stream that is its own.</summary>
    public void Write(RunEvent value)
    {
        switch (value)
        {
            case ProgressEvent progress:
                WriteProgress(progress);
                break;
            case WarningEvent warning:
                cmdlet.WriteWarning(warning.Message);
                break;
            case StepEvent step:
                cmdlet.WriteVerbose(step.Message);
                break;
            case LogEvent log:
                cmdlet.WriteVerbose(log.Line);
                break;
        }
    }

    void IProgress<RunEvent>.Report(RunEvent value) => Write(value);

    /// <summary>Takes the progress bar away, if there is one.</summary>
    public void EndProgress()
    {
        if (_activity is not null)
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
            _activity = null;
        }
    }

    private void WriteProgress(ProgressEvent progress)
    {
        // A record with an empty text throws.
        string activity = ProgressText.Activity(progress);
        _activity = activity.Length > 0 ? activity : "Running";
        // All in the status: the view that PowerShell begins with does not show the current operation.
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, ProgressText.State(progress))
        {
            PercentComplete = progress.Position.Fraction is { } fraction ? (int)(fraction * 100) : -1,
            SecondsRemaining = progress.TimeLeft is { } left ? (int)Math.Min(Math.Ceiling(left.TotalSeconds), int.MaxValue) : -1,
        });
    }
}
