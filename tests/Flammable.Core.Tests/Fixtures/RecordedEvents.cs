using System.Collections.Concurrent;
using Flammable.Execution;

namespace Flammable.Tests.Fixtures;

/// <summary>Keeps what a run tells.</summary>
public sealed class RecordedEvents : IProgress<RunEvent>
{
    private readonly ConcurrentQueue<RunEvent> _events = new();

    public IEnumerable<string> Log => _events.OfType<LogEvent>().Select(log => log.Line);

    public IEnumerable<string> Steps => _events.OfType<StepEvent>().Select(step => step.Message);

    public IEnumerable<string> Warnings => _events.OfType<WarningEvent>().Select(warning => warning.Message);

    public IEnumerable<ProgressEvent> Progress => _events.OfType<ProgressEvent>();

    public void Report(RunEvent value) => _events.Enqueue(value);
}
