using System.Collections;
using System.Management.Automation;

namespace Flammable.Completion;

/// <summary>Completes the tags of the newest snapshots, each with the snapshots that have it as the tooltip.</summary>
public sealed class TagCompleter : FlamCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound) =>
        from tagged in SnapshotWords.Tags(SnapshotWords.ReadNewest(Library.Open(), bound["Experiment"]?.ToString()))
        where Begins(tagged.Key, word)
        select Result(tagged.Key, tagged.Key, string.Join(", ", tagged));
}
