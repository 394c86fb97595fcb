using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Flammable.Snapshots;

namespace Flammable.Completion;

/// <summary>
/// Completes what means a snapshot: <c>last</c>, tags, ids newest first with comment and date as the tooltip, and the best by
/// each metric.
/// </summary>
public sealed class SnapshotCompleter : FlamCompleter
{
    // So that the words after the ids are shown too.
    private const int MostIds = 100;

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound)
    {
        Library library = Library.Open();
        string? experiment = bound["Experiment"]?.ToString();
        IReadOnlyList<SnapshotKey> keys = [.. library.GetSnapshotKeys(experiment)];
        IReadOnlyList<Snapshot> newest = SnapshotWords.ReadNewest(library, experiment);
        IEnumerable<CompletionResult> tags = SnapshotWords.Tags(newest)
            .Select(tagged => Result(tagged.Key, tagged.Key, $"The snapshot tagged so: {string.Join(", ", tagged)}"));
        IEnumerable<CompletionResult> last = newest.Take(1).Select(snapshot => Result("last", "last", $"The newest: {snapshot}"));
        IEnumerable<CompletionResult> best = SnapshotWords.Metrics(newest).SelectMany(metric => new[]
        {
            Result($"best:{metric}", $"best:{metric}", $"The trained one with the greatest '{metric}'"),
            Result($"best:-{metric}", $"best:-{metric}", $"The trained one with the least '{metric}'"),
        });
        return
        [
            .. last.Concat(tags).Where(result => Begins(result.ListItemText, word)),
            .. Ids(keys, newest, word).Take(MostIds),
            .. best.Where(result => Begins(result.ListItemText, word)),
        ];
    }

    private static IEnumerable<CompletionResult> Ids(IReadOnlyList<SnapshotKey> keys, IReadOnlyList<Snapshot> newest, string word)
    {
        HashSet<string> doubles = [.. keys.CountBy(key => key.Id).Where(id => id.Value > 1).Select(id => id.Key)];
        Dictionary<string, string> tooltips = newest.ToDictionary(snapshot => snapshot.ToString(), Describe);
        return from key in keys
               let text = TextFor(key, word, doubles)
               where text is not null
               select Result(text, $"{key.Id}  {key}", tooltips.GetValueOrDefault(key.ToString(), key.ToString()));
    }

    private static string? TextFor(SnapshotKey key, string word, HashSet<string> doubles) =>
        !doubles.Contains(key.Id) && Begins(key.Id, word) ? key.Id
        : Begins(key.Name, word) && !doubles.Contains(key.Id) ? key.Name
        : Begins(key.ToString(), word) || Begins(key.Id, word) || Begins(key.Name, word) ? key.ToString()
        : null;

    private static string Describe(Snapshot snapshot)
    {
        string date = snapshot.Timestamp.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{date}, {snapshot.State}: {snapshot.Message ?? snapshot.ToString()}";
    }
}
