using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Flammable.Snapshots;

namespace Flammable.Completion;

/// <summary>Completes the ids of snapshots, newest first, with comment and date as the tooltip.</summary>
public sealed class SnapshotCompleter : FlamCompleter
{
    // Reading a snapshot for its tooltip takes a file; beyond the newest ones the name has to do.
    private const int MostRead = 50;

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(string word, IDictionary bound)
    {
        Library library = Library.Open();
        string? experiment = bound["Experiment"]?.ToString();
        IReadOnlyList<SnapshotKey> keys = [.. library.GetSnapshotKeys(experiment)];
        HashSet<string> doubles = [.. keys.CountBy(key => key.Id).Where(id => id.Value > 1).Select(id => id.Key)];
        Dictionary<string, string> tooltips = library
            .GetSnapshots(new SnapshotFilter { Experiment = experiment, Last = MostRead }, unreadable: _ => { })
            .ToDictionary(snapshot => snapshot.ToString(), Describe);
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
