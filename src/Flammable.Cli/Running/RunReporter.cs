using Flammable.Execution;

namespace Flammable.Cli.Running;

/// <summary>Writes what a run tells: the task's own lines to one stream, everything else to standard error.</summary>
/// <param name="terminal">The streams.</param>
/// <param name="log">Where the task's own lines go.</param>
/// <param name="verbose">Whether the steps of the flow are written too.</param>
internal sealed class RunReporter(Terminal terminal, TextWriter log, bool verbose) : IProgress<RunEvent>, IDisposable
{
    private readonly IProgressView _progress = terminal.IsLive ? new ProgressLine(terminal) : new ProgressLog(terminal.Error);
    private bool _ended;

    public void Report(RunEvent runEvent)
    {
        lock (terminal.Turn)
        {
            try
            {
                Show(runEvent);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A full disk behind a redirection is no reason to lose hours of training; the run's log has the line.
            }
        }
    }

    public void Dispose()
    {
        lock (terminal.Turn)
        {
            _progress.Dispose();
            _ended = true;
        }
    }

    private void Show(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case LogEvent line:
                _progress.WriteAbove(log, line.Line);
                break;
            case WarningEvent warning:
                _progress.WriteAbove(terminal.Error, $"warning: {warning.Message}");
                break;
            case StepEvent step when verbose:
                _progress.WriteAbove(terminal.Error, step.Message);
                break;
            case ProgressEvent progress when !_ended:
                _progress.Show(progress);
                break;
        }
    }
}
