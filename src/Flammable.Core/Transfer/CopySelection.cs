using System.IO.Enumeration;
using Flammable.Errors;
using Flammable.Snapshots;

namespace Flammable.Transfer;

/// <summary>The snapshots of another place that a user means.</summary>
/// <param name="place">The place, to be shown.</param>
/// <param name="snapshots">All that are there, the oldest first.</param>
internal sealed class CopySelection(string place, IReadOnlyList<(string Experiment, string Name)> snapshots)
{
    /// <summary>Finds them.</summary>
    /// <param name="ids">
    /// Ids, names, unique beginnings of either, <c>last</c>, or patterns with <c>*</c> and <c>?</c>; <c>experiment/</c> may stand
    /// before each. Empty for all.
    /// </param>
    /// <param name="refused">Told of each that nothing matches, or too much.</param>
    public IEnumerable<(string Experiment, string Name)> Find(IReadOnlyCollection<string> ids, Action<FlammableException> refused)
    {
        if (ids.Count == 0)
        {
            return snapshots;
        }

        var found = new List<(string, string)>();
        foreach (string id in ids)
        {
            try
            {
                found.AddRange(Find(id));
            }
            catch (SnapshotNotFoundException error)
            {
                refused(error);
            }
        }

        return found.Distinct();
    }

    private (string Experiment, string Name)[] Find(string id)
    {
        int slash = id.IndexOf('/');
        string experiment = slash < 0 ? "*" : id[..slash];
        string wanted = id[(slash + 1)..];
        (string Experiment, string Name)[] row = [.. snapshots.Where(one => FileSystemName.MatchesSimpleExpression(experiment, one.Experiment))];
        if (wanted.AsSpan().ContainsAny('*', '?'))
        {
            return OneOrMore([.. row.Where(one => FileSystemName.MatchesSimpleExpression(wanted, one.Name) || FileSystemName.MatchesSimpleExpression(wanted, SnapshotName.IdOf(one.Name)))], id);
        }

        if (wanted.Equals(SnapshotTag.Last, StringComparison.OrdinalIgnoreCase))
        {
            return OneOrMore([.. row.TakeLast(1)], id);
        }

        bool Begins(string name) => wanted.Length > 0 && name.StartsWith(wanted, StringComparison.Ordinal);
        (string, string)[] exact = [.. row.Where(one => one.Name == wanted || SnapshotName.IdOf(one.Name) == wanted)];
        (string Experiment, string Name)[] found = exact.Length > 0 ? exact : [.. row.Where(one => Begins(one.Name) || Begins(SnapshotName.IdOf(one.Name)))];
        return found.Length <= 1
            ? OneOrMore(found, id)
            : throw new SnapshotNotFoundException(
                $"'{id}' can mean {found.Length} snapshots of '{place}'.", id, [.. found.Select(one => $"{one.Experiment}/{one.Name}")]);
    }

    private (string, string)[] OneOrMore((string, string)[] found, string id) => found.Length > 0
        ? found
        : throw new SnapshotNotFoundException($"No snapshot '{id}' is in '{place}'.", id)
        {
            Available = [.. snapshots.Reverse().Take(10).Select(one => $"{one.Experiment}/{one.Name}")],
        };
}
