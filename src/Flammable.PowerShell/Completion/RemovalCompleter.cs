using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the ids of removals, newest first, with what was removed and when as the tooltip.</summary>
public sealed class RemovalCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from removal in Library.Open().GetRemovals()
        where Begins(removal.Id, word) || Begins(removal.ToString(), word)
        let date = removal.RemovedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        select Result(removal.Id, $"{removal.Id}  {removal}", $"{removal}, removed {date}");
}
