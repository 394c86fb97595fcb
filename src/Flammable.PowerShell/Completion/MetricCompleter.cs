using System.Collections;
using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the names of the metrics that the newest snapshots have.</summary>
public sealed class MetricCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from metric in SnapshotWords.Metrics(SnapshotWords.ReadNewest(Library.Open(), bound["Experiment"]?.ToString()))
        where Begins(metric, word)
        select Result(metric, metric, metric);
}
